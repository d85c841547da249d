import { may } from '../staff/rights.ts';
import type { StaffActor } from '../staff/staff.ts';
import type { CategoryCode } from './alert.ts';
import { type AlertDeps, categoryOf, FORBIDDEN, mayWrite } from './alert-deps.ts';
import { placeholders } from './text-checks.ts';

/** The examples that come with the service. Implemented over the locales. */
export interface BuiltInTemplates {
  builtIn(category: CategoryCode, place: number): string;
}

type TemplateDeps = Pick<AlertDeps, 'templates' | 'audit' | 'categories' | 'newId' | 'textLimit'>;

export interface TemplateView {
  id: string;
  origin: 'unit' | 'built_in';
  category: CategoryCode;
  name: string;
  texts: { vi: string; en: string | null };
  variables: readonly string[];
}

/** What is to be filled in, each once, in the order in which it first comes. */
function variablesOf({ vi, en }: TemplateView['texts']): string[] {
  return [...new Set([vi, en ?? ''].flatMap(placeholders).map(({ name }) => name))];
}

/** The unit's own templates, then the examples; of one category or of all. */
export function createListTemplates(deps: TemplateDeps, examples: BuiltInTemplates) {
  return async function listTemplates(actor: StaffActor, wanted: { category: CategoryCode | null }) {
    if (!mayWrite(actor)) return FORBIDDEN;
    const own = (await deps.templates.list(actor.policeUnitId)).map(
      (one): TemplateView => ({
        ...one,
        origin: 'unit',
        variables: variablesOf(one.texts),
      }),
    );
    const builtIn = deps.categories.flatMap(({ code, templates }) =>
      Array.from({ length: templates }, (_, index): TemplateView => {
        const texts = { vi: examples.builtIn(code, index + 1), en: null };
        const id = `${code}-${index + 1}`;
        return { id, origin: 'built_in', category: code, name: id, texts, variables: variablesOf(texts) };
      }),
    );
    const templates = [...own, ...builtIn].filter(
      ({ category }) => wanted.category === null || category === wanted.category,
    );
    return { kind: 'templates', templates } as const;
  };
}

/** Keeps a text of the unit's own under a name. */
export function createAddTemplate(deps: TemplateDeps) {
  return async function addTemplate(
    actor: StaffActor,
    input: { category: CategoryCode; name: string; texts: TemplateView['texts'] },
  ) {
    if (!may(actor, 'manage_templates') || !categoryOf(deps, input.category)) return FORBIDDEN;
    const length = Math.max(input.texts.vi.length, input.texts.en?.length ?? 0);
    const limit = await deps.textLimit(null);
    if (length > limit) return { kind: 'text_too_long', length, limit } as const;
    const { policeUnitId, staffId: authorId } = actor;
    const template = { ...input, id: deps.newId() };
    if (!(await deps.templates.add({ ...template, policeUnitId, authorId })))
      return { kind: 'name_taken' } as const;
    await deps.audit.append({
      staffId: authorId,
      policeUnitId,
      action: 'template_added',
      subject: `template:${template.id}`,
      detail: { category: input.category },
    });
    const view: TemplateView = { ...template, origin: 'unit', variables: variablesOf(input.texts) };
    return { kind: 'saved', template: view } as const;
  };
}

/** Offers it no more; its name is free again. */
export function createRetireTemplate(deps: TemplateDeps) {
  return async function retireTemplate(actor: StaffActor, input: { templateId: string }) {
    if (!may(actor, 'manage_templates')) return FORBIDDEN;
    if (!(await deps.templates.retire(input.templateId, actor.policeUnitId))) return FORBIDDEN;
    await deps.audit.append({
      staffId: actor.staffId,
      policeUnitId: actor.policeUnitId,
      action: 'template_retired',
      subject: `template:${input.templateId}`,
      detail: {},
    });
    return { kind: 'retired' } as const;
  };
}
