import { type FSWatcher, statSync, watch } from "node:fs";
import { dirname } from "node:path";

/** How long it waits for more changes, in milliseconds: editors write a file in several steps. */
const patience = 60;

/**
 * Calls back whenever something changes in the files and folders. Files are watched through their folders, since
 * editors replace them.
 * @returns what ends it
 */
export function watchPaths(paths: readonly string[], changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, patience);
  };
  const folders = new Map<string, boolean>();
  for (const path of paths) {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    const folder = isFolder ? path : dirname(path);
    folders.set(folder, isFolder || folders.get(folder) === true);
  }
  const watchers: FSWatcher[] = [...folders].map(([folder, recursive]) =>
    watch(folder, { recursive }, later),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
