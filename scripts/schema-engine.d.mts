/** SQL that leads from one schema.prisma (null: an empty database) to another, or null without a difference. */
export function diffSchemas(before: string | null, after: string): Promise<string | null>;
