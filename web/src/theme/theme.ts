import { ref, watch } from 'vue';
import { keepSetting, setting } from '../app/settings';

export type Theme = 'system' | 'light' | 'dark';
export const themes: readonly Theme[] = ['system', 'light', 'dark'];

const dark = matchMedia('(prefers-color-scheme: dark)');
const isTheme = (text: string): text is Theme => (themes as readonly string[]).includes(text);
const stored = setting('theme', 'system');

export const theme = ref<Theme>(isTheme(stored) ? stored : 'system');
/** Whether dark colours are in use; canvases draw anew when it changes. */
export const isDark = ref(false);

/** What the page asks for. */
let shown: Theme | null = null;

function apply(): void {
  const wanted = shown ?? theme.value;
  isDark.value = wanted === 'dark' || (wanted === 'system' && dark.matches);
  document.documentElement.dataset['theme'] = isDark.value ? 'dark' : 'light';
}

/** Follows the choice and the system from now on. */
export function followTheme(): void {
  apply();
  dark.addEventListener('change', apply);
  watch(theme, (value) => {
    keepSetting('theme', value);
    apply();
  }, { flush: 'sync' }); // prettier-ignore
}

/** Shows a theme on this page only, whatever was chosen before. */
export function showTheme(asked: Theme): void {
  shown = asked;
  apply();
}

/** A design token's value, for canvases. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
