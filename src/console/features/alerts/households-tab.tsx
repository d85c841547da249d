import { Chip, Select } from '@mantine/core';
import type { AlertPage } from '../../../contracts/alert-page.ts';
import type { Situation } from '../../../contracts/words.ts';
import { type HouseholdsView, householdFilters, useAlertGroups, useHouseholds } from '../../api/alerts.ts';
import { pageAddress } from '../../api/paged-rows.ts';
import { useMay } from '../../api/session.ts';
import { DownloadButton } from '../../ui/download-button.tsx';
import { useLanguage } from '../../ui/language.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { SAID, SITUATIONS, TO_LOOK_AFTER } from './alert-figures.ts';
import classes from './alerts.module.css';
import { HouseholdTable } from './household-table.tsx';

interface HouseholdsTabProps {
  alert: AlertPage['alert'];
  groupId: string | undefined;
  situation: Situation | undefined;
  onChange: (change: { group?: string | undefined; situation?: Situation | undefined }) => void;
}

/** Households by where they stand, to look after: at first those that nobody has heard of. */
export function HouseholdsTab({ alert, groupId, situation, onChange }: HouseholdsTabProps) {
  const { t, language } = useLanguage();
  const may = useMay();
  const groups = useAlertGroups(alert.id).data?.groups ?? [];
  const view: HouseholdsView = { situations: situation === undefined ? TO_LOOK_AFTER : [situation], groupId };
  const households = useHouseholds(alert.id, view);
  const file = (format: 'xlsx' | 'csv') => ({
    address: pageAddress(
      `/api/alerts/${alert.id}/households/export`,
      { ...householdFilters(view), format, language },
      null,
    ),
    name: `${alert.number}.${format}`,
  });

  return (
    <div className={classes.tab}>
      <div className={classes.tools}>
        <Chip.Group
          value={situation ?? 'look_after'}
          multiple={false}
          onChange={(value) => onChange({ situation: situationIn(value) })}
        >
          <fieldset className={classes.chips}>
            <legend className="by-hidden">{t('alert-situations')}</legend>
            <Chip value="look_after">{t('situation-look_after')}</Chip>
            {SITUATIONS.filter((key) => may('see_replies') || !SAID.includes(key)).map((key) => (
              <Chip key={key} value={key}>
                {t(`situation-${key}`)}
              </Chip>
            ))}
          </fieldset>
        </Chip.Group>
        <Select
          className={classes.groupFilter}
          aria-label={t('alert-group')}
          placeholder={t('alert-group-all')}
          clearable
          searchable
          nothingFoundMessage={t('alert-group-not-found')}
          data={groups.flatMap(({ groupId: value, name }) =>
            value === null ? [] : [{ value, label: name }],
          )}
          value={groupId ?? null}
          onChange={(value) => onChange({ group: value ?? undefined })}
        />
        <div className={classes.toolButtons}>
          <LinkButton
            to="/alerts/$alertId/print"
            params={{ alertId: alert.id }}
            search={{ group: groupId, situation }}
            variant="default"
            size="sm"
          >
            {t('households-print')}
          </LinkButton>
          <DownloadButton file={file('xlsx')}>XLSX</DownloadButton>
          <DownloadButton file={file('csv')}>CSV</DownloadButton>
        </div>
      </div>
      <HouseholdsFound households={households} />
    </div>
  );
}

function situationIn(value: string): Situation | undefined {
  return SITUATIONS.find((key) => key === value);
}

function HouseholdsFound({ households }: { households: ReturnType<typeof useHouseholds> }) {
  const { t } = useLanguage();
  if (households.rows === undefined) {
    return households.error === null ? (
      <Loading rows={10} height={42} />
    ) : (
      <Failed error={households.error} onRetry={households.reload} />
    );
  }
  if (households.rows.length === 0) return <Empty>{t('households-none')}</Empty>;
  return <HouseholdTable households={households} rows={households.rows} />;
}
