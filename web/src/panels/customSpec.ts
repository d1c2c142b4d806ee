import { members, parseJson, type Json } from '../api/json';
import type { ChartDefinition } from './customCharts';
import type { ChartSpec } from './vegaPresets';

/** Chart specifications that people wrote themselves, with blanks such as `${field:x}` and `${string:title}`. */

const BLANK = /\$\{(field|string):([^}:]+)(?::([^}]*))?\}/g;
const WHOLE = /^\$\{(field|string):([^}:]+)(?::([^}]*))?\}$/;

/** What Vega takes for paths into an object. */
const escaped = (column: string): string => column.replace(/[\\.[\]'"]/g, (letter) => `\\${letter}`);

/** A specification with its blanks filled; null for what is none. */
export function filledSpec(text: string, { fields, texts }: Pick<ChartDefinition, 'fields' | 'texts'>): ChartSpec | null {
  let written: Json;
  try {
    written = parseJson(text);
  } catch {
    return null;
  }
  const valueOf = (kind: string, name: string, standard: string | undefined): string => (kind === 'field' ? fields : texts)[name] ?? standard ?? '';

  function filled(value: Json, place: string): Json {
    if (typeof value === 'string') {
      const whole = WHOLE.exec(value);
      // A column's name stands as it is where people read it, and as a path where Vega does.
      if (whole?.[1] === 'field' && place !== 'title') return escaped(valueOf('field', whole[2] as string, whole[3]));
      return value.replace(BLANK, (_, kind: string, name: string, standard: string | undefined) => valueOf(kind, name, standard));
    }
    if (Array.isArray(value)) return value.map((one) => filled(one, place));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => {
      if (isForbidden(name, place) || isEmptyChannel(inner)) return [];
      return [[name, place === 'encoding' ? titled(inner, filled(inner, name)) : filled(inner, name)]];
    })); // prettier-ignore
  }

  /** A channel says the name of its column, not the path. */
  function titled(channel: Json, drawn: Json): Json {
    const { field } = members(channel);
    const whole = typeof field === 'string' ? WHOLE.exec(field) : null;
    if (whole?.[1] !== 'field' || 'title' in members(channel)) return drawn;
    const column = valueOf('field', whole[2] as string, whole[3]);
    return escaped(column) === column ? drawn : { ...members(drawn), title: column };
  }

  /** A channel whose column nobody has named is not drawn. */
  function isEmptyChannel(value: Json): boolean {
    const { field } = members(value);
    const whole = typeof field === 'string' ? WHOLE.exec(field) : null;
    return whole !== null && valueOf(whole[1] as string, whole[2] as string, whole[3]) === '';
  }
  const spec = filled(written, '');
  return Object.keys(members(spec)).length > 0 ? members(spec) : null;
}

/** What would reach out of the chart: options for the page that shows it, and inputs in other parts of that page. */
const isForbidden = (name: string, place: string): boolean =>
  (place === '' && name === 'usermeta') || (place === 'bind' && name === 'element');
