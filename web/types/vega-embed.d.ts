/** The part of Vega-Embed that the UI uses; the library comes without types. */
declare module 'vega-embed' {
  export interface Embedded {
    finalize(): void;
    readonly view: {
      toCanvas(scale: number): Promise<HTMLCanvasElement>;
      toSVG(): Promise<string>;
    };
  }
  export default function embed(element: HTMLElement, spec: object, options: object): Promise<Embedded>;
}
