import type { LinkProps } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useApprovalsWaiting } from '../api/approvals.ts';
import { useHelpWaiting } from '../api/now.ts';
import type { Action } from '../api/session.ts';
import {
  AlertsIcon,
  ApprovalsIcon,
  AuditIcon,
  ChannelsIcon,
  ComposeIcon,
  DrillsIcon,
  DutyIcon,
  GroupsIcon,
  HomeIcon,
  NowIcon,
  RepliesIcon,
  StaffIcon,
  TemplatesIcon,
  WebhooksIcon,
} from '../ui/nav-icons.tsx';

export interface NavItem {
  to: Exclude<LinkProps['to'], undefined>;
  /** Key of its words; short enough for a phone's bar. */
  label: string;
  icon: ComponentType;
  /** Who lacks it does not see the item. */
  right: Action | null;
  /** In the bar at the bottom of a phone, as long as there is room for it; the others are behind "more". */
  inBar: boolean;
  /** How many things wait there; nothing is drawn for 0. A hook. */
  useCount?: () => number;
}

/** The menu from top to bottom: what is urgent first, what is seldom done last. */
export const NAVIGATION: readonly NavItem[] = [
  { to: '/now', label: 'nav-now', icon: NowIcon, right: 'see_alerts', inBar: true },
  {
    to: '/replies',
    label: 'nav-replies',
    icon: RepliesIcon,
    right: 'see_replies',
    inBar: true,
    useCount: useHelpWaiting,
  },
  {
    to: '/approvals',
    label: 'nav-approvals',
    icon: ApprovalsIcon,
    right: 'approve_alert',
    inBar: true,
    useCount: useApprovalsWaiting,
  },
  { to: '/compose', label: 'nav-compose', icon: ComposeIcon, right: 'compose_alert', inBar: true },
  { to: '/alerts', label: 'nav-alerts', icon: AlertsIcon, right: 'see_alerts', inBar: true },
  { to: '/duty', label: 'nav-duty', icon: DutyIcon, right: 'take_duty', inBar: false },
  { to: '/', label: 'nav-home', icon: HomeIcon, right: null, inBar: false },
  { to: '/templates', label: 'nav-templates', icon: TemplatesIcon, right: 'compose_alert', inBar: false },
  { to: '/drills', label: 'nav-drills', icon: DrillsIcon, right: 'run_drill', inBar: false },
  { to: '/groups', label: 'nav-groups', icon: GroupsIcon, right: 'see_groups', inBar: false },
  { to: '/channels', label: 'nav-channels', icon: ChannelsIcon, right: 'see_channels', inBar: false },
  { to: '/systems', label: 'nav-webhooks', icon: WebhooksIcon, right: 'manage_webhooks', inBar: false },
  { to: '/staff', label: 'nav-staff', icon: StaffIcon, right: 'see_staff', inBar: false },
  { to: '/audit', label: 'nav-audit', icon: AuditIcon, right: 'see_audit', inBar: false },
];

/** Besides "more"; thumbs need their room at 390 px. */
export const BAR_ITEMS = 4;
