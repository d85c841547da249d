import { z } from 'zod';
import { type Refusal, refused } from './answers.ts';
import { isNight } from './calendar.ts';
import { type ApiMethod, parseBody } from './incoming.ts';
import { REFUSALS, TEMPLATE_REFUSALS } from './refusals.ts';
import { accept } from './send-methods.ts';
import { standingRefusal } from './standing.ts';
import type { FakeTemplate } from './state.ts';
import type { World } from './world.ts';

export const TEMPLATE_PATH = '/v3.0/oa/message/template';

const bodySchema = z.strictObject({
  user_id: z.string().min(1),
  template_id: z.string().min(1),
  template_data: z.record(z.string(), z.union([z.string(), z.number()]).transform(String)),
  mode: z.literal('development').optional(),
});

/** Approved templates, by user id: no window, but a price. https://docs.zaloplatforms.com/docs/ZBS */
export function createTemplateMethod(world: World): ApiMethod {
  return (call) => {
    const read = parseBody(bodySchema, call);
    if (read.kind === 'refused') return read.answer;
    const { oa, path } = call;
    const { user_id: userId, template_id: templateId, template_data: data, mode } = read.value;
    const contact = oa.contacts.get(userId);
    if (contact === undefined) return refused(REFUSALS.parameterInvalid, 'user_id');
    const template = oa.templates.get(templateId);
    if (template === undefined) return refused(TEMPLATE_REFUSALS.unknown);
    const development = mode === 'development';
    const state = stateRefusal(template, development);
    if (state !== null) return refused(state);
    if (!template.byUid) return refused(REFUSALS.notByUid);
    if (development && !contact.admin) return refused(TEMPLATE_REFUSALS.notInDevelopment);
    const wrong = dataRefusal(template, data);
    if (wrong !== null) return refused(wrong.refusal, wrong.parameter);
    const standing = standingRefusal(contact);
    if (standing !== null) return refused(standing);
    if (template.tag === 'promotion' && isNight(world.nowMs())) return refused(REFUSALS.night);
    if (!development) {
      if (oa.balanceVnd === null) return refused(REFUSALS.billingUnlinked);
      if (oa.balanceVnd < template.priceVnd) return refused(REFUSALS.noBalance);
      oa.balanceVnd -= template.priceVnd;
    }
    const quota = { quota: { quota_type: 'purchase_quota', owner_type: 'OA', owner_id: oa.id } };
    return accept(world, { oa, contact, path, content: { kind: 'template', templateId, data }, quota });
  };
}

/** One that still waits for approval can be tried in development mode. */
function stateRefusal(template: FakeTemplate, development: boolean): Refusal | null {
  switch (template.status) {
    case 'enabled':
      return null;
    case 'pending':
      return development ? null : TEMPLATE_REFUSALS.notApproved;
    case 'rejected':
      return TEMPLATE_REFUSALS.notApproved;
    case 'disabled':
      return TEMPLATE_REFUSALS.disabled;
    case 'foreign':
      return TEMPLATE_REFUSALS.noPermission;
  }
}

function dataRefusal(
  template: FakeTemplate,
  data: Readonly<Record<string, string>>,
): { refusal: Refusal; parameter: string } | null {
  if (Object.keys(data).length === 0 && template.parameters.length > 0) {
    return { refusal: TEMPLATE_REFUSALS.noData, parameter: '' };
  }
  for (const { name, maxLength } of template.parameters) {
    const value = data[name] ?? '';
    if (value === '') return { refusal: TEMPLATE_REFUSALS.dataMissing, parameter: name };
    if (value.length > maxLength) return { refusal: TEMPLATE_REFUSALS.dataInvalid, parameter: name };
  }
  return null;
}
