/**
 * The messages of which deliveries of a lane wait, most urgent first: `waiting` (priority, "alertMessageId"), to stand in
 * a WITH RECURSIVE. It leaps through the index of what is pending from message to message, so that a backlog costs a
 * look, however long it is. `laneId` is an expression; where `condition` fails, nothing is looked at.
 */
export const waitingMessages = (laneId: string, condition = 'true') => `
  waiting AS (
    (SELECT d.priority, d."alertMessageId" FROM "Delivery" d
      WHERE d."laneId" = ${laneId} AND d.state = 'pending' AND ${condition}
      ORDER BY d.priority, d."alertMessageId" LIMIT 1)
    UNION ALL
    SELECT next.priority, next."alertMessageId" FROM waiting w CROSS JOIN LATERAL (
      SELECT d.priority, d."alertMessageId" FROM "Delivery" d
       WHERE d."laneId" = ${laneId} AND d.state = 'pending'
         AND (d.priority, d."alertMessageId") > (w.priority, w."alertMessageId")
       ORDER BY d.priority, d."alertMessageId" LIMIT 1) next
  )`;
