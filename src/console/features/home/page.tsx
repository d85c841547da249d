import { useSession } from '../../api/session.ts';
import { useMenu } from '../../shell/menu-items.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { PlainLink } from '../../ui/links.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Empty } from '../../ui/states.tsx';
import classes from './home.module.css';

/** The way to every page that this person may open. */
export function Page() {
  const { t } = useLanguage();
  const { unit, actions } = useSession();
  const { all } = useMenu();
  return (
    <PageFrame title={t('home-title')} intro={unit.name}>
      {actions.length === 0 && <Empty>{t('home-no-role')}</Empty>}
      <ul className={classes.tiles}>
        {all
          .filter(({ to }) => to !== '/')
          .map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <PlainLink to={to} className={classes.tile}>
                <Icon />
                {t(label)}
              </PlainLink>
            </li>
          ))}
      </ul>
    </PageFrame>
  );
}
