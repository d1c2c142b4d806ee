import { h, type Child, type VNode } from 'vue';

/** Named facts; those without a value are left out. */
export function facts(rows: readonly (readonly [string, Child])[]): VNode {
  return h('dl', { class: 'facts' }, rows
    .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
    .map(([name, value]) => h('div', { key: name }, [h('dt', null, name), h('dd', null, [value])])),
  ); // prettier-ignore
}
