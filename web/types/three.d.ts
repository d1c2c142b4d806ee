/** The part of three.js and its loaders that the UI uses; the library comes without types. */
declare module 'three' {
  export interface Vector {
    x: number;
    y: number;
    z: number;
    set(x: number, y: number, z: number): Vector;
  }
  export interface Resource {
    dispose(): void;
  }
  export interface Object3D {
    readonly position: Vector;
    readonly up: Vector;
    readonly geometry?: Resource;
    readonly material?: Material | Material[];
    add(...children: Object3D[]): void;
    remove(...children: Object3D[]): void;
    lookAt(x: number, y: number, z: number): void;
    traverse(visit: (one: Object3D) => void): void;
  }
  export interface Material extends Resource {
    readonly [name: string]: unknown;
  }
  export interface Scene extends Object3D {
    environment: Resource | null;
  }
  export interface PerspectiveCamera extends Object3D {
    aspect: number;
    near: number;
    far: number;
    updateProjectionMatrix(): void;
  }
  export interface WebGLRenderer {
    readonly domElement: HTMLCanvasElement;
    setSize(width: number, height: number, updateStyle: boolean): void;
    setClearColor(colour: number, alpha: number): void;
    render(scene: Scene, camera: PerspectiveCamera): void;
  }
  export interface Box {
    setFromObject(object: Object3D): Box;
    isEmpty(): boolean;
    getBoundingSphere(target: { center: Vector; radius: number }): { center: Vector; radius: number };
  }
  export interface Parser {
    textureLoader: unknown;
    readonly options: { readonly manager: unknown };
  }
  export const THREE: {
    readonly BackSide: number;
    readonly Scene: new () => Scene;
    readonly Box3: new () => Box;
    readonly Sphere: new () => { center: Vector; radius: number };
    readonly Mesh: new (geometry: Resource, material: Material) => Object3D;
    readonly MeshStandardMaterial: new (options: object) => Material;
    readonly MeshBasicMaterial: new (options: object) => Material;
    readonly SphereGeometry: new (radius: number, width: number, height: number) => Resource;
    readonly DirectionalLight: new (colour: number, strength: number) => Object3D;
    readonly HemisphereLight: new (sky: number, ground: number, strength: number) => Object3D;
    readonly PerspectiveCamera: new (angle: number, aspect: number, near: number, far: number) => PerspectiveCamera;
    readonly WebGLRenderer: new (options: object) => WebGLRenderer;
    readonly PMREMGenerator: new (renderer: WebGLRenderer) => Resource & { fromScene(scene: Scene, blur: number): { readonly texture: Resource } };
    readonly LoadingManager: new () => { setURLModifier(change: (url: string) => string): void };
    readonly TextureLoader: new (manager: unknown) => unknown;
  };
  export const GLTFLoader: new (manager: unknown) => {
    register(plugin: (parser: Parser) => { name: string }): void;
    parseAsync(data: ArrayBuffer, path: string): Promise<{ scene: Object3D }>;
  };
  export const STLLoader: new () => { parse(data: ArrayBuffer): Resource };
}
