import { queryParameter } from '../app/router';
import type { Grouping } from '../chart/grouping';
import type { AxisKind, ChartOptions } from '../chart/model';
import type { SmoothingKind } from '../chart/smoothing';

/** How all charts of a page are drawn. Every choice stands in the address, so that a link shows what one sees. */
export class ChartSettings {
  private readonly xText: { value: string };
  private readonly smoothingText = queryParameter('smooth', 'none');
  private readonly amountText = queryParameter('amount', '0.6');
  private readonly flags = queryParameter('chart');
  private readonly groupText = queryParameter('curves');
  private readonly middleText = queryParameter('middle', 'mean');
  private readonly spreadText = queryParameter('spread', 'std');

  constructor(readonly standardX = 'step') {
    this.xText = queryParameter('x', standardX);
  }

  /** As the server names it: step, relative, wall or metric:KEY. */
  get x(): string {
    return this.xText.value;
  }
  set x(value: string) {
    this.xText.value = value;
  }

  get smoothing(): SmoothingKind {
    const text = this.smoothingText.value;
    return text === 'ema' || text === 'gaussian' || text === 'average' ? text : 'none';
  }
  set smoothing(kind: SmoothingKind) {
    this.smoothingText.value = kind;
  }

  get amount(): number {
    const amount = Number(this.amountText.value);
    return amount >= 0 && amount <= 1 ? amount : 0.6;
  }
  set amount(amount: number) {
    this.amountText.value = String(amount);
  }

  has(flag: ChartFlag): boolean {
    return this.flags.value.split('.').includes(flag);
  }
  set(flag: ChartFlag, isOn: boolean): void {
    const others = this.flags.value.split('.').filter((one) => one && one !== flag);
    this.flags.value = [...others, ...(isOn ? [flag] : [])].join('.');
  }

  /** What curves are grouped by: nothing, group, jobType, state, or config.NAME. */
  get groupBy(): string {
    return this.groupText.value;
  }
  set groupBy(by: string) {
    this.groupText.value = by;
  }

  get grouping(): Grouping {
    const spread = this.spreadText.value;
    return {
      middle: this.middleText.value === 'median' ? 'median' : 'mean',
      spread: spread === 'stderr' || spread === 'minmax' || spread === 'none' ? spread : 'std',
    };
  }
  set grouping({ middle, spread }: Grouping) {
    this.middleText.value = middle;
    this.spreadText.value = spread;
  }

  get options(): ChartOptions {
    const axis = axisOf(this.x);
    return {
      axis,
      logX: this.has('logx') && axis !== 'clock',
      logY: this.has('logy'),
      smoothing: { kind: this.smoothing, amount: this.amount },
      band: this.has('band'),
      clip: this.has('clip'),
    };
  }
}

/** `own`: curves of forks without what they took over. */
export type ChartFlag = 'logx' | 'logy' | 'band' | 'clip' | 'sync' | 'own';

/** What kind of values an x axis, as the server names it, has. */
export const axisOf = (x: string): AxisKind => (x === 'relative' ? 'elapsed' : x === 'wall' ? 'clock' : 'number');
