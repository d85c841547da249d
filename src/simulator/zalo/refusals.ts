import type { Refusal } from './answers.ts';

/**
 * Codes of openapi.zalo.me. https://developers.zalo.me/docs, phu-luc/ma-loi. The wording there varies with time
 * and language: a client must go by the number.
 */
export const REFUSALS = {
  rateLimit: { code: -32, message: 'Your application reached limit call api' },
  attachmentExpired: { code: -100, message: 'Attachment id is expired' },
  tokenExpiredElsewhere: { code: -155, message: 'Access token is expired' },
  parameterInvalid: { code: -201, message: 'Parameter is invalid' },
  parameterTooLarge: { code: -210, message: 'Parameter exceeds the allowed limit' },
  outOfQuota: { code: -211, message: 'Out of quota' },
  notFollowing: { code: -213, message: 'User has not followed OA' },
  tokenInvalid: { code: -216, message: 'Access token is invalid' },
  blocked: { code: -217, message: 'User has blocked invitations of OA' },
  tokenExpired: { code: -220, message: 'Access token is expired or removed' },
  inactive: { code: -227, message: 'User is banned or has been inactive for more than 45 days' },
  windowClosed: { code: -230, message: 'User has not interacted with the OA in the past 7 days' },
  neverInteracted: { code: -232, message: 'User has not interacted with the OA or the interaction expired' },
  typeInvalid: { code: -233, message: 'Message type is invalid or not supported' },
  night: { code: -234, message: 'This message cannot be sent from 22:00 to 06:00' },
  wrongOaType: { code: -235, message: 'API does not support this type of OA' },
  groupDisabled: { code: -237, message: 'Group is disabled or expired' },
  groupAssetUsed: { code: -238, message: 'Group asset is used or disabled' },
  useVersion3: { code: -240, message: 'API v2 message has been closed, please use API v3' },
  proofInvalid: { code: -242, message: 'appsecret_proof is invalid' },
  restricted: { code: -244, message: 'User has restricted this type of message from OA' },
  notByUid: { code: -249, message: 'Template cannot be sent by UID' },
  billingUnlinked: { code: -320, message: 'Billing account is not linked' },
  noBalance: { code: -321, message: 'Billing account has no balance' },
  notInGroup: { code: -403, message: 'OA is not in the group' },
} as const satisfies Record<string, Refusal>;

/** Codes about templates. https://docs.zaloplatforms.com/docs/ZBS, zalo.cloud/zns/guidelines/handle-error-code */
export const TEMPLATE_REFUSALS = {
  unknown: { code: -109, message: 'Template id is invalid' },
  noData: { code: -111, message: 'Template data is empty' },
  dataInvalid: { code: -112, message: 'Template data is invalid' },
  dataMissing: { code: -1122, message: 'Template data misses a parameter' },
  noPermission: { code: -117, message: 'No permission to use this template' },
  notInDevelopment: { code: -127, message: 'Development mode sends to administrators only' },
  notApproved: { code: -131, message: 'Template is not approved' },
  disabled: { code: -146, message: 'Template is disabled' },
} as const satisfies Record<string, Refusal>;
