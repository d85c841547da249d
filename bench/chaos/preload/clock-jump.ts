/** Loaded before a process of the service: at SIGUSR2 its clock jumps an hour ahead, and at the next one back. */
const HOUR_MS = 3_600_000;
const RealDate = Date;
let aheadMs = 0;

process.on('SIGUSR2', () => {
  aheadMs = aheadMs === 0 ? HOUR_MS : 0;
});

const now = () => RealDate.now() + aheadMs;

globalThis.Date = new Proxy(RealDate, {
  construct(target, args, newTarget) {
    const date: unknown = Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget);
    if (!(date instanceof RealDate)) throw new TypeError('not a date');
    return date;
  },
  get(target, key, receiver) {
    const value: unknown = key === 'now' ? now : Reflect.get(target, key, receiver);
    return value;
  },
});
