import { Badge, UnstyledButton } from '@mantine/core';
import type { StaffMember } from '../../../contracts/staff.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { useLanguage } from '../../ui/language.tsx';
import classes from './staff.module.css';

interface StaffTableProps {
  staff: readonly StaffMember[];
  onOpen: (staffId: string) => void;
}

const STATE_COLORS = { active: 'teal', invited: 'yellow', disabled: 'gray' } as const;

export function StaffTable({ staff, onOpen }: StaffTableProps) {
  const { t, number, dateTime } = useLanguage();
  const units = new Set(staff.map(({ unit }) => unit.id));
  return (
    <DataTable
      label={t('nav-staff')}
      rows={staff}
      keyOf={({ staffId }) => staffId}
      columns={[
        {
          head: t('staff-name'),
          isTitle: true,
          cell: ({ staffId, name, self }) => (
            <UnstyledButton className={classes.open} onClick={() => onOpen(staffId)}>
              {name}
              {self && ` (${t('staff-self')})`}
            </UnstyledButton>
          ),
        },
        { head: t('staff-office'), cell: ({ office }) => office },
        ...(units.size > 1 ? [{ head: t('account-unit'), cell: ({ unit }: StaffMember) => unit.name }] : []),
        { head: t('account-roles'), cell: ({ roles }) => roles.map((role) => t(`role-${role}`)).join(', ') },
        {
          head: t('staff-state'),
          cell: ({ state }) => (
            <Badge variant="light" color={STATE_COLORS[state]} miw="max-content">
              {t(`staff-state-${state}`)}
            </Badge>
          ),
        },
        {
          head: t('second-factor'),
          cell: ({ secondFactor }) => t(secondFactor ? 'staff-second-factor-on' : 'staff-second-factor-off'),
        },
        { head: t('staff-chats'), cell: ({ linkedChats }) => number(linkedChats) },
        {
          head: t('staff-last-sign-in'),
          cell: ({ lastSignInAt }) => (lastSignInAt === null ? t('never') : dateTime(lastSignInAt)),
        },
      ]}
    />
  );
}
