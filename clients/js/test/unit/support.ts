import { existsSync, readFileSync } from 'node:fs'

// Tests run from dist-test/test/unit.
const ROOT = new URL('../../../../../', import.meta.url)

/** Where a file of the project is. */
export const projectUrl = (path: string): URL => new URL(path, ROOT)

/** The text of a file of the project; nothing if there is no such file. */
export function projectFile(path: string): string | undefined {
	const url = projectUrl(path)
	return existsSync(url) ? readFileSync(url, 'utf8') : undefined
}

/** The text of a file of the project that tests rest on. */
export function vectorText(path: string): string {
	const text = projectFile(path)
	if (text === undefined) throw new Error(`${path} is missing`)
	return text
}
