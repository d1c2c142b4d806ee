import type { Json } from '../api/json';

export type TemplateReading = { readonly value: Json | undefined } | { readonly fault: 'missing' | 'number' | 'whole' | 'outside' };

/** What a text means to a template variable; no value where its default stands. */
export function readTemplate(schema: { readonly [key: string]: Json }, text: string): TemplateReading {
  if (text.trim() === '') return schema['default'] !== undefined ? { value: undefined } : { fault: 'missing' };
  if (schema['type'] === 'string') return { value: text };
  if (schema['type'] === 'boolean') return { value: text === 'true' };
  const value = Number(text);
  if (!Number.isFinite(value)) return { fault: 'number' };
  if (schema['type'] === 'integer' && !Number.isInteger(value)) return { fault: 'whole' };
  const [low, high] = [schema['minimum'], schema['maximum']];
  const isOutside = (typeof low === 'number' && value < low) || (typeof high === 'number' && value > high);
  return isOutside ? { fault: 'outside' } : { value };
}
