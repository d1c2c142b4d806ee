/** A rectangle of pixels; right and bottom lie outside. */
export interface PixelRect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The ends of longer stretches need not be finer than a pixel. */
const LONG = 5;

/**
 * Paints lines that go from left to right, column by column: what a line covers of a column of pixels is one stretch,
 * whose ends are as strong as they are covered. For lines with about as many points as there are columns this takes a
 * twentieth of the time that a canvas takes for stroking them.
 */
export class Raster {
  /** Red, green, blue, alpha in bytes, column by column. */
  private pixels = new Uint32Array(0);
  private width = 0;
  private height = 0;
  private clip: PixelRect = { left: 0, top: 0, right: 0, bottom: 0 };
  /** Where the line being traced is in each column; empty where the upper edge is not above the lower one. */
  private upper = new Float64Array(0);
  private lower = new Float64Array(0);
  private first = Infinity;
  private last = -Infinity;

  /** Starts anew, with empty pixels; nothing is painted outside `clip`. */
  clear(width: number, height: number, clip: PixelRect): void {
    if (width * height !== this.pixels.length) this.pixels = new Uint32Array(width * height);
    else this.pixels.fill(0);
    if (width !== this.width) {
      this.upper = new Float64Array(width).fill(Infinity);
      this.lower = new Float64Array(width).fill(-Infinity);
    }
    this.width = width;
    this.height = height;
    this.clip = clip;
  }

  /** Writes the pixels row by row, as pictures have them. */
  copy(to: Uint32Array): void {
    const { pixels, height } = this;
    for (let row = 0, at = 0; row < height; row += 1) {
      for (let from = row; from < pixels.length; from += height) {
        to[at] = pixels[from] as number;
        at += 1;
      }
    }
  }

  /** Adds a piece of line; both ends are in pixels, and the second is not left of the first. */
  line(x0: number, y0: number, x1: number, y1: number): void {
    const { left, right } = this.clip;
    if (!(x1 >= left) || !(x0 < right)) return;
    const start = x0 < left ? left : Math.floor(x0);
    const end = x1 >= right ? right - 1 : Math.floor(x1);
    if (start < this.first) this.first = start;
    if (end > this.last) this.last = end;
    if (start === end && x0 >= left && x1 < right) return this.extend(start, y0, y1);
    const slope = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0;
    let y = x0 < left ? y0 + (left - x0) * slope : y0;
    for (let column = start; column < end; column += 1) {
      const next = y0 + (column + 1 - x0) * slope;
      this.extend(column, y, next);
      y = next;
    }
    this.extend(end, y, x1 >= right ? y0 + (right - x0) * slope : y1);
  }

  /**
   * Adds what lies between a lower and a higher curve over the same places from `first` to `end`: each place x stands
   * at x · xScale + xShift, each value y at y · yScale + yShift. Where a value is no number, there is a gap.
   */
  envelope(
    xs: Float64Array, low: Float64Array, high: Float64Array, first: number, end: number,
    xScale: number, xShift: number, yScale: number, yShift: number,
  ): void { // prettier-ignore
    const { upper, lower } = this;
    const { left, right } = this.clip;
    let before = NaN;
    let topBefore = 0;
    let bottomBefore = 0;
    for (let index = first; index < end; index += 1) {
      const top = (high[index] as number) * yScale + yShift;
      const bottom = (low[index] as number) * yScale + yShift;
      const x = (xs[index] as number) * xScale + xShift;
      if (!(top <= bottom)) {
        before = NaN;
        continue;
      }
      const column = Math.floor(x);
      if (column >= left && column < right) {
        if (top < (upper[column] as number)) upper[column] = top;
        if (bottom > (lower[column] as number)) lower[column] = bottom;
        if (column < this.first) this.first = column;
        if (column > this.last) this.last = column;
      }
      if (column > Math.floor(before)) {
        // The nearer ends are joined, so that neighbours touch, and what lies between is as full as they are.
        this.line(before, topBefore, x, top);
        this.line(before, bottomBefore, x, bottom);
      }
      before = x;
      topBefore = top;
      bottomBefore = bottom;
    }
  }

  private extend(column: number, a: number, b: number): void {
    const { upper, lower } = this;
    if (a > b) {
      if (b < (upper[column] as number)) upper[column] = b;
      if (a > (lower[column] as number)) lower[column] = a;
    } else {
      if (a < (upper[column] as number)) upper[column] = a;
      if (b > (lower[column] as number)) lower[column] = b;
    }
  }

  /** Paints what was added since the last time. `rgb` is 0xbbggrr; `alpha` goes from 0 to 1. */
  paint(rgb: number, alpha: number, thickness: number): void {
    const { upper, lower, first, last, clip } = this;
    const half = thickness / 2;
    for (let column = first; column <= last; column += 1) {
      const top = (upper[column] as number) - half;
      const bottom = (lower[column] as number) + half;
      upper[column] = Infinity;
      lower[column] = -Infinity;
      if (top < clip.bottom && bottom > clip.top && top < bottom) {
        this.stretch(column * this.height, top > clip.top ? top : clip.top, bottom < clip.bottom ? bottom : clip.bottom, rgb, alpha);
      }
    }
    this.first = Infinity;
    this.last = -Infinity;
  }

  private stretch(column: number, top: number, bottom: number, rgb: number, alpha: number): void {
    const { pixels } = this;
    const isFine = bottom - top <= LONG;
    const from = isFine ? Math.ceil(top) : Math.round(top);
    const to = isFine ? Math.floor(bottom) : Math.round(bottom);
    if (from > to) return this.blend(column + to, rgb, alpha * (bottom - top));
    if (isFine && from > top) this.blend(column + from - 1, rgb, alpha * (from - top));
    if (alpha >= 1) {
      const colour = (rgb | 0xff000000) >>> 0;
      for (let at = column + from; at < column + to; at += 1) pixels[at] = colour;
    } else {
      for (let at = column + from; at < column + to; at += 1) this.blend(at, rgb, alpha);
    }
    if (isFine && bottom > to) this.blend(column + to, rgb, alpha * (bottom - to));
  }

  /** Lays a colour over a pixel. */
  private blend(at: number, rgb: number, alpha: number): void {
    const below = this.pixels[at] as number;
    const kept = ((below >>> 24) / 255) * (1 - alpha);
    const whole = alpha + kept;
    const over = alpha / whole;
    const under = kept / whole;
    const red = (rgb & 255) * over + (below & 255) * under + 0.5;
    const green = ((rgb >>> 8) & 255) * over + ((below >>> 8) & 255) * under + 0.5;
    const blue = ((rgb >>> 16) & 255) * over + ((below >>> 16) & 255) * under + 0.5;
    this.pixels[at] = (red | (green << 8) | (blue << 16) | ((whole * 255 + 0.5) << 24)) >>> 0;
  }
}
