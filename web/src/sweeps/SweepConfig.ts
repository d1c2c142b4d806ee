import { defineComponent, h, ref } from 'vue';
import type { Json } from '../api/json';
import { t } from '../text/text';
import { Select } from '../ui/Select';
import { Snippet } from '../ui/Snippet';

/** A search's configuration as it was sent, and as JSON. */
export const SweepConfig = defineComponent<{ yaml: string; json: Json }>(
  (props) => {
    const format = ref('yaml');
    return () =>
      h('section', { class: 'card', 'aria-label': t('sweep.config') }, [
        h('header', { class: 'sweep-config' }, [
          h('h2', null, t('sweep.config')),
          props.json !== null && h(Select, {
            label: t('sweep.config'), value: format.value, choices: [['yaml', 'YAML'], ['json', 'JSON']], onChange: (value) => (format.value = value),
          }),
        ]),
        h(Snippet, { text: format.value === 'json' && props.json !== null ? JSON.stringify(props.json, null, 2) : props.yaml.trimEnd() }),
      ]);
  },
  { name: 'SweepConfig', props: ['yaml', 'json'] },
);
