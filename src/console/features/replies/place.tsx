import { Anchor, Button, CopyButton } from '@mantine/core';
import { CopyIcon, PlaceIcon } from '../../ui/icons.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { placeWords } from './content-words.ts';
import classes from './replies.module.css';

/**
 * Where somebody is. It opens in the map of this device (`geo:`), never on a map page of the internet: nobody else is to
 * learn where a household calls for help.
 */
export function Place({ place }: { place: { latitude: number; longitude: number } }) {
  const { t } = useLanguage();
  const words = placeWords(place);
  return (
    <div className={classes.place}>
      <PlaceIcon />
      <Anchor href={`geo:${place.latitude},${place.longitude}`} className="by-number">
        {words}
      </Anchor>
      <CopyButton value={words}>
        {({ copied, copy }) => (
          <Button variant="default" size="compact-sm" leftSection={<CopyIcon />} onClick={copy}>
            {t(copied ? 'copied' : 'place-copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
