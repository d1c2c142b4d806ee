import { t } from '../text/text';
import { fieldOf, pathOf, runFields } from './fields';

/** What people call a field; values are called by their path. */
export function nameOf(key: string): string {
  const own = runFields.find((field) => field.key === key);
  return own ? t(`field.${own.key}`) : pathOf(fieldOf(key));
}
