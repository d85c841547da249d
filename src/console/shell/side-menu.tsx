import { useLanguage } from '../ui/language.tsx';
import { MenuItem, useMenu } from './menu-items.tsx';
import classes from './side-menu.module.css';

/** The menu of a wide screen. */
export function SideMenu() {
  const { t } = useLanguage();
  const { all } = useMenu();
  return (
    <nav className={classes.side} aria-label={t('menu')}>
      {all.map((item) => (
        <MenuItem key={item.to} item={item} look="row" />
      ))}
    </nav>
  );
}
