const PARTS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** "20:14, 23/11/2026": the time that people in Vietnam see on their clocks, the same in every language. */
export function formatTime(date: Date): string {
  const part = new Map(PARTS.formatToParts(date).map(({ type, value }) => [type, value]));
  return `${part.get('hour')}:${part.get('minute')}, ${part.get('day')}/${part.get('month')}/${part.get('year')}`;
}
