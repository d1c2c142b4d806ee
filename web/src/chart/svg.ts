import type { Surface } from './surface';

/** Records what is painted as an SVG picture. */
export class SvgSurface implements Surface {
  strokeStyle: Surface['strokeStyle'] = '#000';
  fillStyle: Surface['fillStyle'] = '#000';
  lineWidth = 1;
  globalAlpha = 1;
  font = '11px sans-serif';
  textAlign: CanvasTextAlign = 'left';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  lineJoin: CanvasLineJoin = 'round';

  private readonly parts: string[] = [];
  private path: string[] = [];
  private dash = '';
  private clips = 0;
  private isClipped = false;

  constructor(
    private readonly width: number,
    private readonly height: number,
    private readonly background: string,
  ) {}

  beginPath(): void {
    this.path = [];
  }
  moveTo(x: number, y: number): void {
    this.path.push(`M${short(x)} ${short(y)}`);
  }
  lineTo(x: number, y: number): void {
    this.path.push(`L${short(x)} ${short(y)}`);
  }
  closePath(): void {
    this.path.push('Z');
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.path.push(`M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`);
  }
  arc(x: number, y: number, radius: number): void {
    const r = short(radius);
    this.path.push(`M${short(x - radius)} ${short(y)}a${r} ${r} 0 1 0 ${short(2 * radius)} 0a${r} ${r} 0 1 0 ${short(-2 * radius)} 0`);
  }
  setLineDash(lengths: Iterable<number>): void {
    this.dash = [...lengths].join(' ');
  }
  stroke(): void {
    const style = `fill="none" stroke="${escaped(String(this.strokeStyle))}" stroke-width="${this.lineWidth}"${this.dash && ` stroke-dasharray="${this.dash}"`}`;
    this.parts.push(`<path d="${this.path.join('')}" ${style} stroke-linejoin="round" opacity="${this.globalAlpha}"/>`);
  }
  fill(): void {
    this.parts.push(`<path d="${this.path.join('')}" fill="${escaped(String(this.fillStyle))}" opacity="${this.globalAlpha}"/>`);
  }
  clip(): void {
    this.clips += 1;
    this.parts.push(`<clipPath id="c${this.clips}"><path d="${this.path.join('')}"/></clipPath><g clip-path="url(#c${this.clips})">`);
    this.isClipped = true;
  }
  save(): void {
    this.isClipped = false;
  }
  restore(): void {
    if (this.isClipped) this.parts.push('</g>');
    this.isClipped = false;
  }
  fillText(text: string, x: number, y: number): void {
    const anchor = this.textAlign === 'right' ? 'end' : this.textAlign === 'center' ? 'middle' : 'start';
    const base = this.textBaseline === 'middle' ? 'central' : this.textBaseline === 'top' ? 'hanging' : 'auto';
    const [, size = '11px', family = 'sans-serif'] = /([\d.]+px)\s+(.*)/.exec(this.font) ?? [];
    this.parts.push(
      `<text x="${short(x)}" y="${short(y)}" text-anchor="${anchor}" dominant-baseline="${base}" ` +
        `font-family="${escaped(family)}" font-size="${size}" fill="${escaped(String(this.fillStyle))}">${escaped(text)}</text>`,
    );
  }

  text(): string {
    const box = `width="${this.width}" height="${this.height}" viewBox="0 0 ${this.width} ${this.height}"`;
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" ${box}><rect width="100%" height="100%" fill="${escaped(this.background)}"/>` +
      `${this.parts.join('')}</svg>`
    );
  }
}

const short = (value: number): string => String(Math.round(value * 100) / 100);

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? one);
}
