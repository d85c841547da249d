import type { Network } from '../../contracts/simulator.ts';
import { useLanguage } from './language.tsx';
import classes from './network-tag.module.css';

/** Which network a chat is on: by its word, not by its colour alone. */
export function NetworkTag({ network }: { network: Network }) {
  const { t } = useLanguage();
  return (
    <span className={classes.tag} data-network={network}>
      {t('network', { network })}
    </span>
  );
}
