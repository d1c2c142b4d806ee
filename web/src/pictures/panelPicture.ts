import { computed, type ReadRef } from 'vue';
import type { ChartOptions, Line, Zoom } from '../chart/model';
import type { Size } from '../chart/onScreen';
import type { PanelProps } from '../panels/panelProps';
import { language } from '../text/text';
import { isDark } from '../theme/theme';
import type { Picture } from './readPictures';
import { runsVersion } from '../workspace/runsVersion';

/** Charts with fewer lines are painted as fast as a picture is found. */
const MANY_LINES = 12;

/** What else a chart's drawing depends on. */
interface Drawing {
  readonly size: ReadRef<Size>;
  readonly zoom: ReadRef<Zoom>;
  readonly options: ReadRef<ChartOptions>;
  readonly x: ReadRef<string>;
}

/** The picture of a panel that is just what the panel would paint, if there is one, and how it is kept. */
export interface PanelPicture extends ReadRef<Picture | null> {
  /** Some lines were painted, and whether they are all and those that are wanted. */
  painted(canvas: HTMLCanvasElement, lines: readonly Line[], isWhole: boolean): void;
}

export function panelPicture(props: PanelProps, drawing: Drawing): PanelPicture {
  const { context } = props;
  /** Names everything that the drawing depends on; null where that may change unseen, or nothing is gained. */
  const key = computed(() => {
    const { size, zoom, options, x } = drawing;
    const version = runsVersion(props.runs);
    const isSimple = zoom.value.x === null && zoom.value.y === null && context.settings.groupBy === '' && !context.settings.has('own');
    if (version === null || !isSimple || props.isEnlarged || props.runs.length * props.spec.keys.length <= MANY_LINES) return null;
    // Another build of the UI may paint otherwise; it has another address.
    return JSON.stringify([
      import.meta.url, version, props.spec.keys, x.value, size.value, options.value, devicePixelRatio, isDark.value, language.value,
      new Date().getTimezoneOffset(),
    ]); // prettier-ignore
  });
  const picture = computed(() => (key.value === null || hasLineage() ? null : context.pictures.of(props.spec.id, key.value)));
  /** Whether runs were forked or rewound, of which the charts tell, and which their data does not show. */
  const hasLineage = (): boolean => props.runs.some((run) => context.lineages.all.value.has(run.name));
  return {
    get value() {
      return picture.value;
    },
    painted: (canvas, lines, isWhole) => {
      const isWorth = isWhole && lines.length > MANY_LINES && !hasLineage();
      context.pictures.painted(props.spec.id, isWorth ? key.value : null, lines.length, canvas);
    },
  };
}
