import { defineComponent, h } from 'vue';
import { keepSetting } from '../app/settings';
import { language, languages, t, type Language } from '../text/text';
import { theme, themes } from '../theme/theme';

/** The theme and the language of this browser. */
export const AppearanceSection = defineComponent<Record<string, never>>(
  () => () =>
    h('section', { class: 'card settings-form' }, [
      h('h2', null, t('settings.appearance')),
      group(t('app.theme'), themes.map((one) => [one, t(`app.theme.${one}`)] as const), theme.value, (value) => (theme.value = themes.find((one) => one === value) ?? 'system')),
      group(t('app.language'), languages, language.value, (value) => {
        language.value = value as Language;
        document.documentElement.lang = value;
        keepSetting('language', value);
      }),
      h('p', { class: 'field-hint' }, t('settings.appearance.hint')),
    ]),
  { name: 'AppearanceSection', props: [] },
);

function group(label: string, choices: readonly (readonly [string, string])[], value: string, set: (value: string) => void) {
  return h('fieldset', { class: 'options' }, [
    h('legend', null, label),
    ...choices.map(([one, name]) =>
      h('label', { class: ['option', one === value && 'chosen'], key: one }, [h('input', { type: 'radio', name: label, value: one, checked: one === value, onChange: () => set(one) }), name]),
    ),
  ]);
}
