import { useSession } from '../api/session.ts';
import { useLanguage } from '../ui/language.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { PlainLink } from '../ui/links.tsx';
import { PersonMenu } from './person-menu.tsx';
import classes from './top-bar.module.css';

/** Name of the product and of the unit; language and person on a wide screen. */
export function TopBar() {
  const { t } = useLanguage();
  const { unit } = useSession();
  return (
    <div className={classes.bar}>
      <PlainLink to="/" className={classes.brand}>
        Bình Yên<span className="by-hidden">, {t('to-home')}</span>
      </PlainLink>
      <span className={classes.unit}>{unit.name}</span>
      <div className={classes.wide}>
        <LanguageSwitch />
        <PersonMenu />
      </div>
    </div>
  );
}
