import { type FSWatcher, statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";

/** How long it waits for more changes, in milliseconds: editors write a file in several steps. */
const patience = 60;

/**
 * Calls back whenever something changes in the files and folders. Files are watched through their folders, since
 * editors replace them; what else changes in there, such as a file that the output goes to, is passed over.
 * @returns what ends it
 */
export function watchPaths(paths: readonly string[], changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, patience);
  };
  /** The files of each folder that matter; undefined where all do. */
  const folders = new Map<string, Set<string> | undefined>();
  for (const path of paths) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) folders.set(path, undefined);
    else {
      const folder = dirname(path);
      const files = folders.has(folder) ? folders.get(folder) : new Set<string>();
      folders.set(folder, files?.add(basename(path)));
    }
  }
  const watchers: FSWatcher[] = [...folders].map(([folder, files]) =>
    watch(folder, { recursive: files === undefined }, (_event, name) => {
      // Some systems do not tell what has changed.
      if (name === null || files === undefined || files.has(name)) later();
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
