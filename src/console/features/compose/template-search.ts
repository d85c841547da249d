import type { AlertCategoryView, AlertTemplateView } from '../../../contracts/alerts.ts';
import { foldForSearch } from './area-selection.ts';

export interface CategoryTemplates {
  category: AlertCategoryView;
  templates: AlertTemplateView[];
}

/**
 * Categories with their templates that fit what was typed: all templates of a category whose name fits, otherwise those
 * that fit themselves. The unit's own come before those of the service.
 */
export function searchTemplates(
  categories: readonly AlertCategoryView[],
  templates: readonly AlertTemplateView[],
  search: string,
  categoryName: (code: AlertCategoryView['code']) => string,
): CategoryTemplates[] {
  const words = foldForSearch(search).split(/\s+/).filter(Boolean);
  const fits = (text: string) => {
    const folded = foldForSearch(text);
    return words.every((word) => folded.includes(word));
  };
  return categories.flatMap((category) => {
    const name = categoryName(category.code);
    const own = templates
      .filter((template) => template.category === category.code)
      .toSorted((a, b) => Number(a.origin === 'built_in') - Number(b.origin === 'built_in'));
    const found = own.filter((template) =>
      fits(`${name} ${template.origin === 'unit' ? template.name : ''} ${template.texts.vi}`),
    );
    return found.length > 0 || fits(name) ? [{ category, templates: found }] : [];
  });
}
