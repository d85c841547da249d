import { Menu, UnstyledButton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useSession, useSignOut } from '../api/session.ts';
import { useLanguage } from '../ui/language.tsx';
import { PlainLink } from '../ui/links.tsx';
import { AccountIcon, SignOutIcon, SimulatorIcon } from '../ui/nav-icons.tsx';
import { useNotify } from '../ui/notify.tsx';
import { hasSimulator } from '../ui/simulator-presence.ts';
import items from './menu-items.module.css';
import classes from './person-menu.module.css';

/** Who is signed in, and what concerns them: in the header of a wide screen. */
export function PersonMenu() {
  const { t } = useLanguage();
  const { name, office } = useSession();
  const signOut = useSignOutHere();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.person}>
          <AccountIcon />
          <span className={classes.words}>
            <span className={classes.name}>{name}</span>
            <span className={classes.office}>{office}</span>
          </span>
          <span className="by-hidden">{t('person-menu')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={PlainLink} to="/account" leftSection={<AccountIcon />}>
          {t('nav-account')}
        </Menu.Item>
        {hasSimulator() && (
          <Menu.Item component={PlainLink} to="/simulator" leftSection={<SimulatorIcon />}>
            {t('nav-simulator')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<SignOutIcon />} onClick={signOut}>
          {t('sign-out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The same as rows: in the sheet of a phone. */
export function PersonMenuItems() {
  const { t } = useLanguage();
  const { name, office } = useSession();
  const signOut = useSignOutHere();
  return (
    <>
      <p className={classes.who}>
        <span className={classes.name}>{name}</span>
        <span className={classes.office}>{office}</span>
      </p>
      <PlainLink to="/account" className={items.item} activeProps={{ 'aria-current': 'page' }}>
        <AccountIcon />
        {t('nav-account')}
      </PlainLink>
      {hasSimulator() && (
        <PlainLink to="/simulator" className={items.item}>
          <SimulatorIcon />
          {t('nav-simulator')}
        </PlainLink>
      )}
      <UnstyledButton className={items.item} onClick={signOut}>
        <SignOutIcon />
        {t('sign-out')}
      </UnstyledButton>
    </>
  );
}

function useSignOutHere(): () => void {
  const { mutate } = useSignOut();
  const notify = useNotify();
  const navigate = useNavigate();
  return () =>
    mutate(undefined, {
      onSuccess: () => void navigate({ to: '/sign-in' }),
      onError: notify.failed,
    });
}
