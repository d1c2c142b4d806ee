import { ref } from 'vue';
import { formatCount } from '../format/numbers';
import { setting } from '../app/settings';
import { en, type TextKey } from './en';
import { ko } from './ko';

export type Language = 'en' | 'ko';
export const languages: readonly [Language, string][] = [
  ['en', 'English'],
  ['ko', '한국어'],
];

const catalogues: { en: Record<TextKey, string>; ko?: Record<TextKey, string> } = { en };
const chosen = setting('language', navigator.language.startsWith('ko') ? 'ko' : 'en');

/** The language of the UI. */
export const language = ref<Language>(chosen === 'ko' ? 'ko' : 'en');

/** A string of the catalogue in the chosen language. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  const catalogue = language.value === 'ko' ? (catalogues.ko ??= ko()) : catalogues.en;
  return filled(catalogue[key], values);
}

/** Whether a text is a key of the catalogue. */
export function isTextKey(text: string): text is TextKey {
  return text in en;
}

export function filled(pattern: string, values: Record<string, string | number>): string {
  const forms = pattern.split('|');
  const form = forms.length === 2 && values['n'] !== 1 ? forms[1] : forms[0];
  return (form ?? pattern).replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return typeof value === 'number' ? formatCount(value) : value;
  });
}
