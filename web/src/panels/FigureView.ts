import { defineComponent, h, onMounted, shallowRef, type Component } from 'vue';
import { send } from '../api/http';
import { parseJson } from '../api/json';
import { Icon } from '../ui/Icon';
import { figureChart, type FigureChart } from './plotlySpec';
import type { VegaViewProps } from './VegaView';

/** A Plotly figure, as far as its kinds of traces are known; else its file. */
export const FigureView = defineComponent<{ address: string; title: string }>(
  (props) => {
    const chart = shallowRef<FigureChart | null>(null);
    const view = shallowRef<Component<VegaViewProps> | null>(null);
    onMounted(async () => {
      try {
        chart.value = figureChart(parseJson(await (await send(props.address)).text()));
        if (chart.value) view.value = (await import('./VegaView')).VegaView;
      } catch {
        chart.value = null;
      }
    });
    return () =>
      chart.value && view.value
        ? h('div', { class: 'figure' }, [h(view.value, { spec: chart.value.spec, rows: chart.value.rows, label: chart.value.title || props.title })])
        : h('a', { class: 'media-file', href: props.address, download: '' }, [h(Icon, { name: 'file' }), props.title]);
  },
  { name: 'FigureView', props: ['address', 'title'] },
);
