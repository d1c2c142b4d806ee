import type { Json } from '../api/json';
import { formatNumber } from '../format/numbers';
import { formatAgo, formatDuration } from '../format/times';
import { fieldOf } from '../filter/fields';
import { isTextKey, t } from '../text/text';

/** A value as the table shows it. */
export function valueText(value: Json, key: string): string {
  if (value === null) return '';
  if (key === 'duration' && typeof value === 'number') return formatDuration(value);
  if (fieldOf(key).kind === 'date') return formatAgo(String(value), Date.now());
  if (key === 'state' && isTextKey(`run.${String(value)}`)) return t(`run.${String(value)}` as 'run.running');
  if (key === 'tags' && Array.isArray(value)) return value.join(', ');
  if (key === 'commit') return String(value).slice(0, 10);
  if (typeof value === 'number') return formatNumber(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Whether a value stands at the right edge of its column. */
export const isNumeric = (value: Json, key: string): boolean => typeof value === 'number' || key === 'duration';
