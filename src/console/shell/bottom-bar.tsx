import { Drawer, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useLanguage } from '../ui/language.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { MoreIcon } from '../ui/nav-icons.tsx';
import classes from './bottom-bar.module.css';
import { MenuItem, useMenu } from './menu-items.tsx';
import { PersonMenuItems } from './person-menu.tsx';

/** The menu of a phone: what is urgent in the bar, the rest and the person's own things behind "more". */
export function BottomBar() {
  const { t } = useLanguage();
  const { bar, more } = useMenu();
  const [isOpen, { open, close }] = useDisclosure(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is what closes it
  useEffect(close, [path]);

  return (
    <>
      <nav className={classes.bar} aria-label={t('menu')}>
        {bar.map((item) => (
          <MenuItem key={item.to} item={item} look="column" />
        ))}
        <UnstyledButton className={classes.more} onClick={open} aria-haspopup="dialog" aria-expanded={isOpen}>
          <MoreIcon />
          <span>{t('nav-more')}</span>
        </UnstyledButton>
      </nav>
      <Drawer
        opened={isOpen}
        onClose={close}
        position="bottom"
        size="auto"
        classNames={{ content: classes.content ?? '' }}
        title={t('nav-more')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <div className={classes.sheet}>
          {more.map((item) => (
            <MenuItem key={item.to} item={item} look="row" />
          ))}
          {more.length > 0 && <hr className={classes.line} />}
          <PersonMenuItems />
          <LanguageSwitch />
        </div>
      </Drawer>
    </>
  );
}
