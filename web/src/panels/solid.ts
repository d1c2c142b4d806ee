import '../app/shared';
import { GLTFLoader, STLLoader, THREE, type Object3D, type PerspectiveCamera, type Resource, type Scene, type WebGLRenderer } from 'three';
import type { Size } from '../chart/onScreen';
import { gltfBinary } from './gltfBinary';
import type { ViewAngle } from './scene';

/** A body in space that can be painted from any side. */
export interface Solid {
  paint(on: CanvasRenderingContext2D, size: Size, angle: ViewAngle): void;
  dispose(): void;
}

const OPENING = 35;
const MOST_PIXELS = 2;

interface Studio {
  readonly renderer: WebGLRenderer;
  readonly scene: Scene;
  readonly camera: PerspectiveCamera;
}

let studio: Studio | null = null;

/** One for all views of a page: browsers allow only a few drawing contexts of this kind. */
function theStudio(): Studio {
  if (studio) return studio;
  const renderer = new THREE.WebGLRenderer({ antialias: true, alpha: true });
  renderer.setClearColor(0, 0);
  const scene = new THREE.Scene();
  // What is metal shows what is around it; a soft sky is enough.
  const surroundings = new THREE.Scene();
  surroundings.add(new THREE.Mesh(new THREE.SphereGeometry(5, 32, 16), new THREE.MeshBasicMaterial({ color: 0x8a9099, side: THREE.BackSide })));
  scene.environment = new THREE.PMREMGenerator(renderer).fromScene(surroundings, 0).texture;
  const camera = new THREE.PerspectiveCamera(OPENING, 1, 0.01, 100);
  const lamp = new THREE.DirectionalLight(0xffffff, 2.6);
  lamp.position.set(1.2, 0.7, 1);
  camera.add(lamp);
  scene.add(camera, new THREE.HemisphereLight(0xffffff, 0x30384a, 0.9));
  return (studio = { renderer, scene, camera });
}

/** Reads a GLB, glTF or STL file. */
export async function loadSolid(bytes: ArrayBuffer, path: string): Promise<Solid> {
  const isStl = /\.stl$/i.test(path);
  const body = isStl ? stl(bytes) : await gltf(/\.gltf$/i.test(path) ? gltfBinary(new TextDecoder().decode(bytes)) : bytes);
  const box = new THREE.Box3().setFromObject(body);
  if (box.isEmpty()) throw new Error('There is nothing in it.');
  const { center, radius } = box.getBoundingSphere(new THREE.Sphere());

  function paint(on: CanvasRenderingContext2D, { width, height }: Size, { turn, tilt, zoom }: ViewAngle): void {
    const { renderer, scene, camera } = theStudio();
    const ratio = Math.min(MOST_PIXELS, devicePixelRatio);
    renderer.setSize(Math.round(width * ratio), Math.round(height * ratio), false);
    const narrow = Math.min(1, width / height);
    const distance = (radius / Math.sin((OPENING * Math.PI) / 360) / narrow / zoom) * 1.02;
    const [across, up, near] = [Math.cos(tilt) * Math.sin(turn), Math.sin(tilt), Math.cos(tilt) * Math.cos(turn)].map((part) => part * distance) as [number, number, number];
    // In files of glTF y is up, in those of STL z.
    camera.up.set(0, isStl ? 0 : 1, isStl ? 1 : 0);
    camera.position.set(center.x + across, center.y + (isStl ? -near : up), center.z + (isStl ? up : near));
    camera.lookAt(center.x, center.y, center.z);
    camera.aspect = width / height;
    camera.near = Math.max(radius / 1000, distance - radius * 1.1);
    camera.far = distance + radius * 1.1;
    camera.updateProjectionMatrix();
    scene.add(body);
    renderer.render(scene, camera);
    scene.remove(body);
    on.drawImage(renderer.domElement, 0, 0, width, height);
  }
  return { paint, dispose: () => disposeOf(body) };
}

function stl(bytes: ArrayBuffer): Object3D {
  return new THREE.Mesh(new STLLoader().parse(bytes), new THREE.MeshStandardMaterial({ color: 0x7c97bd, metalness: 0.1, roughness: 0.55 }));
}

async function gltf(bytes: ArrayBuffer): Promise<Object3D> {
  const manager = new THREE.LoadingManager();
  // Pictures inside the file are all that it gets.
  manager.setURLModifier((url) => (/^(data|blob):/.test(url) ? url : 'data:,'));
  const loader = new GLTFLoader(manager);
  // The page's policy lets pictures, but nothing else, come out of memory.
  loader.register((parser) => {
    parser.textureLoader = new THREE.TextureLoader(parser.options.manager);
    return { name: 'pictures' };
  });
  return (await loader.parseAsync(bytes, '')).scene;
}

function disposeOf(body: Object3D): void {
  body.traverse(({ geometry, material }) => {
    geometry?.dispose();
    for (const one of Array.isArray(material) ? material : material ? [material] : []) {
      for (const part of Object.values(one)) if (isTexture(part)) part.dispose();
      one.dispose();
    }
  });
}

const isTexture = (part: unknown): part is Resource => typeof part === 'object' && part !== null && 'isTexture' in part;
