import { useEffect, useState } from 'react';
import type { ApprovalView } from '../../../contracts/alert-approvals.ts';
import { useLanguage } from '../../ui/language.tsx';
import classes from './approvals.module.css';

const TICK_MS = 15_000;
const SOON_MS = 15 * 60_000;

/** Until when to decide; what went at once already says so. */
export function DueTime({ dueAt, when }: Pick<ApprovalView, 'dueAt' | 'when'>) {
  const { t, relative } = useLanguage();
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const isSoon = Date.parse(dueAt) - nowMs < SOON_MS;
  return (
    <span className={classes.due} data-soon={isSoon}>
      {t(`approval-due-${when}`, { time: relative(dueAt, nowMs) })}
    </span>
  );
}
