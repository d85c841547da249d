import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../api/session.ts';
import { rightRequestsQuery, staffQuery } from '../../api/staff.ts';
import { useLanguage } from '../../ui/language.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Empty, Loading } from '../../ui/states.tsx';
import { InviteStaff } from './invite-staff.tsx';
import { MemberDrawer } from './member-drawer.tsx';
import { RightRequests } from './right-requests.tsx';
import { StaffTable } from './staff-table.tsx';

/** Who works with the system, with which rights; rights that wait for a second person first. */
export function Page() {
  const { t } = useLanguage();
  const may = useMay();
  const staff = useQuery(staffQuery);
  const requests = useQuery(rightRequestsQuery);
  const isWaiting = staff.isPending || requests.isPending;
  const [isInviting, { open, close }] = useDisclosure(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const member = staff.data?.staff.find(({ staffId }) => staffId === openId);

  return (
    <PageFrame
      title={t('nav-staff')}
      intro={t('staff-intro')}
      actions={may('manage_staff') && <Button onClick={open}>{t('staff-invite')}</Button>}
    >
      {/* Together: what came later would push the table down under somebody's finger. */}
      {isWaiting ? (
        <Loading rows={6} />
      ) : (
        <>
          <RightRequests />
          <QueryView query={staff}>
            {(list) =>
              list.staff.length === 0 ? (
                <Empty>{t('staff-none')}</Empty>
              ) : (
                <StaffTable staff={list.staff} onOpen={setOpenId} />
              )
            }
          </QueryView>
        </>
      )}
      {isInviting && <InviteStaff onClose={close} />}
      <MemberDrawer member={member} onClose={() => setOpenId(null)} />
    </PageFrame>
  );
}
