/** What stands in square brackets: "[đường]" is the variable "đường". The same form as the service looks for. */
const PLACEHOLDER = /\[([^[\]]*)\]/gu;

/** Names of the variables of a text, each once, in the order in which they first come. */
export function variablesOf(text: string): string[] {
  const names = [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name.trim());
  return [...new Set(names)];
}

/** The text with its variables filled in; one without a value stays in its brackets. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => {
    const value = Object.hasOwn(values, name.trim()) ? values[name.trim()]?.trim() : '';
    // A bracket in a value would be taken for the next variable.
    return value ? value.replaceAll(/[[\]]/g, '') : whole;
  });
}
