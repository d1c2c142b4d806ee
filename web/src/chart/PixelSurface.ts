import { Raster, type PixelRect } from './raster';
import type { Curve } from './curve';
import type { Scale } from './scale';
import type { EnvelopeSurface, Surface } from './surface';

/** Paths with fewer points are stroked by the canvas. */
const LONG = 64;
/** In pixels of the device. */
const NEAR = 3;

/** What all charts are painted on in turn, and the picture in which it comes to lie on their canvases. */
const raster = new Raster();
let picture: { canvas: HTMLCanvasElement; image: ImageData; pixels: Uint32Array } | null = null;

function pictureOf(width: number, height: number): NonNullable<typeof picture> {
  if (picture?.image.width === width && picture.image.height === height) return picture;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const image = new ImageData(width, height);
  return (picture = { canvas, image, pixels: new Uint32Array(image.data.buffer) });
}

/**
 * A canvas on which long lines are painted pixel by pixel, which is many times faster than stroking them. They come to
 * lie on the canvas when the clipping ends inside which they were drawn; all else goes to the canvas as it is.
 */
export class PixelSurface implements EnvelopeSurface {
  /** The path, in pixels of the device. */
  private xs = new Float64Array(1024);
  private ys = new Float64Array(1024);
  private isStart = new Uint8Array(1024);
  private count = 0;
  /** Whether the path is only lines that never go left, and stands here instead of in the canvas. */
  private isHeld = true;
  private rectangle: PixelRect | null = null;
  private isPainted = false;
  /** Whether the path stands in the raster. */
  private isTraced = false;
  private isDashed = false;
  private readonly scale: number;
  private readonly colours = new Map<string, number>();

  /** The canvas is scaled by the device's pixels, and not otherwise moved. */
  constructor(private readonly on: CanvasRenderingContext2D) {
    this.scale = on.getTransform().a;
  }

  beginPath(): void {
    this.isTraced = false;
    this.count = 0;
    this.isHeld = true;
    this.on.beginPath();
  }

  moveTo(x: number, y: number): void {
    this.point(x, y, 1);
  }

  lineTo(x: number, y: number): void {
    this.point(x, y, this.count === 0 ? 1 : 0);
  }

  private point(x: number, y: number, start: 0 | 1): void {
    const { count } = this;
    const place = x * this.scale;
    if (this.isHeld && count > 0 && place < (this.xs[count - 1] as number)) this.release();
    if (!this.isHeld) return start ? this.on.moveTo(x, y) : this.on.lineTo(x, y);
    if (count === this.xs.length) this.grow();
    this.xs[count] = place;
    this.ys[count] = y * this.scale;
    this.isStart[count] = start;
    this.count += 1;
  }

  private grow(): void {
    const twice = <A extends Float64Array | Uint8Array>(from: A, to: A): A => (to.set(from), to);
    this.xs = twice(this.xs, new Float64Array(this.xs.length * 2));
    this.ys = twice(this.ys, new Float64Array(this.ys.length * 2));
    this.isStart = twice(this.isStart, new Uint8Array(this.isStart.length * 2));
  }

  /** Gives the path to the canvas. */
  private release(): void {
    for (let index = 0; this.isHeld && index < this.count; index += 1) {
      const x = (this.xs[index] as number) / this.scale;
      const y = (this.ys[index] as number) / this.scale;
      if (this.isStart[index]) this.on.moveTo(x, y);
      else this.on.lineTo(x, y);
    }
    this.isHeld = false;
  }

  /** For entries about as dense as the pixels, on axes that are not logarithmic. */
  traceEnvelope(x: Scale, y: Scale, curve: Curve, first: number, end: number): boolean {
    const { scale } = this;
    const width = (x.at(x.high) - x.at(x.low)) * scale;
    const isDense = end - first >= LONG && (end - first) * NEAR >= width;
    if (x.log || y.log || !this.rectangle || this.isDashed || !isDense || curve.exact) return false;
    if (!this.isPainted) this.start(this.rectangle);
    const xScale = width / (x.high - x.low);
    const yScale = ((y.at(y.high) - y.at(y.low)) * scale) / (y.high - y.low);
    raster.envelope(
      curve.xLast, curve.min, curve.max, first, end,
      xScale, x.at(x.low) * scale - x.low * xScale, yScale, y.at(y.low) * scale - y.low * yScale,
    ); // prettier-ignore
    return (this.isTraced = true);
  }

  stroke(): void {
    if (this.isTraced) return raster.paint(this.colour(), this.on.globalAlpha, this.on.lineWidth * this.scale);
    if (!this.isHeld || this.isDashed || this.count < LONG || !this.rectangle) {
      this.release();
      return this.on.stroke();
    }
    if (!this.isPainted) this.start(this.rectangle);
    const { xs, ys, isStart, count } = this;
    for (let index = 0; index < count; index += 1) {
      const x = xs[index] as number;
      const y = ys[index] as number;
      if (isStart[index]) {
        raster.line(x, y, x, y);
        continue;
      }
      const before = xs[index - 1] as number;
      raster.line(before, ys[index - 1] as number, x, y);
      // Between two upright strokes so near to each other, the columns are as full as they are.
      if (x > before && x - before <= NEAR && xs[index - 2] === before && xs[index + 1] === x && !isStart[index - 1] && !isStart[index + 1]) {
        raster.line(before, ys[index - 2] as number, x, ys[index + 1] as number);
      }
    }
    raster.paint(this.colour(), this.on.globalAlpha, this.on.lineWidth * this.scale);
  }

  private start(clip: PixelRect): void {
    this.isPainted = true;
    const { width, height } = this.on.canvas;
    raster.clear(width, height, {
      left: Math.max(0, Math.floor(clip.left)), top: Math.max(0, Math.floor(clip.top)),
      right: Math.min(width, Math.ceil(clip.right)), bottom: Math.min(height, Math.ceil(clip.bottom)),
    }); // prettier-ignore
  }

  /** The stroke's colour as 0xbbggrr; a canvas says any opaque colour as #rrggbb. */
  private colour(): number {
    const text = String(this.on.strokeStyle);
    let known = this.colours.get(text);
    if (known === undefined) {
      const part = (at: number): number => parseInt(text.slice(at, at + 2), 16) || 0;
      this.colours.set(text, (known = part(1) | (part(3) << 8) | (part(5) << 16)));
    }
    return known;
  }

  private land(): void {
    if (!this.isPainted) return;
    this.isPainted = false;
    const { on } = this;
    const { canvas, image, pixels } = pictureOf(on.canvas.width, on.canvas.height);
    raster.copy(pixels);
    canvas.getContext('2d')?.putImageData(image, 0, 0);
    on.save();
    on.globalAlpha = 1;
    on.setTransform(1, 0, 0, 1, 0, 0);
    on.drawImage(canvas, 0, 0);
    on.restore();
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.release();
    this.on.rect(x, y, width, height);
    const { scale } = this;
    this.rectangle = { left: x * scale, top: y * scale, right: (x + width) * scale, bottom: (y + height) * scale };
  }

  clip(): void {
    this.on.clip();
  }

  save(): void {
    this.on.save();
  }

  restore(): void {
    this.land();
    this.rectangle = null;
    this.on.restore();
  }

  closePath(): void {
    this.release();
    this.on.closePath();
  }

  arc(...circle: Parameters<Surface['arc']>): void {
    this.release();
    this.on.arc(...circle);
  }

  fill(): void {
    this.release();
    this.on.fill();
  }

  fillText(text: string, x: number, y: number): void {
    this.on.fillText(text, x, y);
  }

  setLineDash(dash: number[]): void {
    this.isDashed = dash.length > 0;
    this.on.setLineDash(dash);
  }

  get strokeStyle(): Surface['strokeStyle'] { return this.on.strokeStyle; } // prettier-ignore
  set strokeStyle(style) { this.on.strokeStyle = style; } // prettier-ignore
  get fillStyle(): Surface['fillStyle'] { return this.on.fillStyle; } // prettier-ignore
  set fillStyle(style) { this.on.fillStyle = style; } // prettier-ignore
  get lineWidth(): number { return this.on.lineWidth; } // prettier-ignore
  set lineWidth(width) { this.on.lineWidth = width; } // prettier-ignore
  get globalAlpha(): number { return this.on.globalAlpha; } // prettier-ignore
  set globalAlpha(alpha) { this.on.globalAlpha = alpha; } // prettier-ignore
  get font(): string { return this.on.font; } // prettier-ignore
  set font(font) { this.on.font = font; } // prettier-ignore
  get textAlign(): CanvasTextAlign { return this.on.textAlign; } // prettier-ignore
  set textAlign(align) { this.on.textAlign = align; } // prettier-ignore
  get textBaseline(): CanvasTextBaseline { return this.on.textBaseline; } // prettier-ignore
  set textBaseline(line) { this.on.textBaseline = line; } // prettier-ignore
  get lineJoin(): CanvasLineJoin { return this.on.lineJoin; } // prettier-ignore
  set lineJoin(join) { this.on.lineJoin = join; } // prettier-ignore
}
