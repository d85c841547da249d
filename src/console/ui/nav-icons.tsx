import { Icon } from './icons.tsx';

/** Signs of the menu. */
export const HomeIcon = () => (
  <Icon>
    <path d="m3 11 9-7 9 7M6 9.5V20h12V9.5M10 20v-6h4v6" />
  </Icon>
);
export const NowIcon = () => (
  <Icon>
    <path d="M3 12h4l3-7 4 14 3-7h4" />
  </Icon>
);
export const AlertsIcon = () => (
  <Icon>
    <path d="M18 16v-5a6 6 0 0 0-12 0v5l-2 2h16zM10 21h4" />
  </Icon>
);
export const RepliesIcon = () => (
  <Icon>
    <path d="M4 5h16v11H10l-4 4v-4H4zM8 9h8M8 12.5h5" />
  </Icon>
);
export const ComposeIcon = () => (
  <Icon>
    <path d="M4 20h4L19 9l-4-4L4 16zM13 7l4 4" />
  </Icon>
);
export const ApprovalsIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="m8 12.5 3 3 5-6" />
  </Icon>
);
export const TemplatesIcon = () => (
  <Icon>
    <path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6" />
  </Icon>
);
export const DrillsIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <circle cx="12" cy="12" r="4.5" />
    <path d="M12 12h.01" />
  </Icon>
);
export const GroupsIcon = () => (
  <Icon>
    <path d="m3 12 5-4 5 4M5 11v7h6v-7M13 9l3-3 5 4M19 9v9h-4" />
  </Icon>
);
export const StaffIcon = () => (
  <Icon>
    <circle cx="9" cy="8" r="3.5" />
    <path d="M3 20c0-3.5 2.5-6 6-6s6 2.5 6 6M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14.6c2 .9 3 2.9 3 5.4" />
  </Icon>
);
export const ChannelsIcon = () => (
  <Icon>
    <path d="M12 13v8M8.5 16.5a5 5 0 1 1 7 0M5.6 19.4a9 9 0 1 1 12.8 0" />
    <circle cx="12" cy="13" r="1" />
  </Icon>
);
export const WebhooksIcon = () => (
  <Icon>
    <path d="M4 12h11M11 7l5 5-5 5M20 5v14" />
  </Icon>
);
export const AuditIcon = () => (
  <Icon>
    <path d="M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01" />
  </Icon>
);
export const DutyIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5l3.5 2" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <path d="M4 6h16M4 12h16M4 18h16" />
  </Icon>
);
export const AccountIcon = () => (
  <Icon>
    <circle cx="12" cy="8" r="4" />
    <path d="M4 21c0-4 3.5-7 8-7s8 3 8 7" />
  </Icon>
);
export const SimulatorIcon = () => (
  <Icon>
    <rect x="7" y="2.5" width="10" height="19" rx="2" />
    <path d="M11 18.5h2" />
  </Icon>
);
export const SignOutIcon = () => (
  <Icon>
    <path d="M14 4H5v16h9M10 12h11M17 8l4 4-4 4" />
  </Icon>
);
