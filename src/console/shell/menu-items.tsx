import { useMay } from '../api/session.ts';
import { useLanguage } from '../ui/language.tsx';
import { PlainLink } from '../ui/links.tsx';
import classes from './menu-items.module.css';
import { BAR_ITEMS, NAVIGATION, type NavItem } from './navigation.ts';

/** The items that this person may see; on a phone they are split between the bar and "more". */
export function useMenu(): { all: readonly NavItem[]; bar: readonly NavItem[]; more: readonly NavItem[] } {
  const may = useMay();
  const all = NAVIGATION.filter(({ right }) => right === null || may(right));
  const bar = all.filter(({ inBar }) => inBar).slice(0, BAR_ITEMS);
  return { all, bar, more: all.filter((item) => !bar.includes(item)) };
}

/** One item: a row of the menu, or a column of the bar. */
export function MenuItem({ item, look }: { item: NavItem; look: 'row' | 'column' }) {
  const { t } = useLanguage();
  const Icon = item.icon;
  return (
    <PlainLink
      to={item.to}
      className={classes.item}
      data-look={look}
      activeOptions={{ exact: item.to === '/', includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
    >
      <Icon />
      <span className={classes.label}>{t(item.label)}</span>
      {item.useCount !== undefined && <Count useCount={item.useCount} />}
    </PlainLink>
  );
}

function Count({ useCount }: { useCount: () => number }) {
  const { t, number } = useLanguage();
  const count = useCount();
  if (count === 0) return null;
  return (
    <span className={classes.count}>
      {number(count)}
      <span className="by-hidden"> {t('nav-waiting')}</span>
    </span>
  );
}
