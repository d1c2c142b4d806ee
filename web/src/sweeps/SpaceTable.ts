import { defineComponent, h } from 'vue';
import { t } from '../text/text';
import type { Parameter } from './searchSpace';

/** What a search tries: each parameter with its distribution and its values. */
export const SpaceTable = defineComponent<{ parameters: readonly Parameter[] }>(
  (props) => () =>
    h('section', { class: 'card records search-space', tabindex: 0, role: 'region', 'aria-label': t('sweep.space') }, [
      h('header', { class: 'card-title' }, [h('h2', null, t('sweep.space'))]),
      props.parameters.length === 0
        ? h('p', { class: 'card-text faint' }, t('sweep.noSpace'))
        : h('table', null, [
            h('thead', null, [h('tr', null, [
              h('th', { scope: 'col' }, t('sweep.parameter')), h('th', { scope: 'col' }, t('sweep.values')), h('th', { scope: 'col' }, t('sweep.distribution')),
            ])]), // prettier-ignore
            h('tbody', null, props.parameters.map(({ path, distribution, text }) =>
              h('tr', { key: path }, [
                h('td', { class: 'parameter-name' }, path),
                h('td', { class: 'wide' }, text),
                h('td', null, [h('code', { class: 'faint' }, distribution)]),
              ]),
            )), // prettier-ignore
          ]),
    ]),
  { name: 'SpaceTable', props: ['parameters'] },
);
