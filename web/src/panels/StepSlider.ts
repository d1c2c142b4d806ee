import { defineComponent, h, onBeforeUnmount, ref } from 'vue';
import { formatCount } from '../format/numbers';
import { t } from '../text/text';

const PLAY_MS = 350;

/** Goes through the steps at which something was logged; the step that is shown stands beside it. */
export const StepSlider = defineComponent<{ steps: readonly number[]; value: number; label: string; onInput: (step: number) => void }>(
  (props) => {
    const timer = ref(0);
    const index = (): number => Math.max(0, props.steps.findIndex((step) => step >= props.value));
    const go = (to: number): void => props.onInput(props.steps[Math.max(0, Math.min(props.steps.length - 1, to))] ?? 0);
    function stop(): void {
      clearInterval(timer.value);
      timer.value = 0;
    }
    function play(): void {
      if (timer.value) return stop();
      if (index() === props.steps.length - 1) go(0);
      timer.value = window.setInterval(() => {
        if (index() >= props.steps.length - 1) stop();
        else go(index() + 1);
      }, PLAY_MS);
    }
    onBeforeUnmount(stop);
    return () =>
      h('div', { class: 'step-slider' }, [
        h('button', {
          type: 'button', class: ['icon-button', timer.value !== 0 && 'playing'], 'aria-pressed': timer.value !== 0,
          'aria-label': t('media.play'), title: t('media.play'), onClick: play,
        }, [h('span', { class: 'play-sign', 'aria-hidden': 'true' })]),
        h('input', {
          type: 'range', min: 0, max: props.steps.length - 1, step: 1, value: index(), 'aria-label': props.label,
          'aria-valuetext': t('panel.step', { n: formatCount(props.value) }),
          onInput: (event: Event) => {
            stop();
            go(Number((event.target as HTMLInputElement).value));
          },
        }),
        h('output', { class: 'number' }, t('panel.step', { n: formatCount(props.value) })),
      ]); // prettier-ignore
  },
  { name: 'StepSlider', props: ['steps', 'value', 'label', 'onInput'] },
);
