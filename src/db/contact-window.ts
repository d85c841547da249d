/**
 * When the person behind contact point `c` last wrote; NULL for never, and where the platform called the window closed
 * since. What the windows of a channel are counted from (src/deliveries/route.ts).
 */
export const LAST_INBOUND = `CASE WHEN c."windowClosedAt" >= c."lastInboundAt" THEN NULL ELSE c."lastInboundAt" END`;
