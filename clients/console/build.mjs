// Builds the console into one page, client/console.html: style and script inlined, and a policy that lets
// nothing else run. With --check, says whether the page that is there is the one of this source.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const PAGE = here('../../client/console.html')

async function bundle(entry) {
	const { outputFiles } = await build({
		entryPoints: [here(entry)],
		absWorkingDir: here('.'),
		// The verifier beside this package uses the same libraries: they are bundled once.
		alias: { '@noble/curves': here('node_modules/@noble/curves'), '@noble/hashes': here('node_modules/@noble/hashes') },
		bundle: true,
		charset: 'utf8',
		format: 'esm',
		legalComments: 'inline',
		minify: true,
		target: 'es2023',
		write: false,
	})
	return outputFiles[0].text.trim()
}

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

async function page() {
	const [script, style] = [await bundle('src/main.ts'), await bundle('src/style.css')]
	if (/<\/script|<!--/i.test(script)) throw new Error('the script would end too early in the page')
	const policy = [
		"default-src 'none'",
		`script-src ${hash(script)}`,
		`style-src ${hash(style)}`,
		'connect-src ws: wss:',
		'img-src data:',
		"base-uri 'none'",
		"form-action 'none'",
		"require-trusted-types-for 'script'",
		"trusted-types 'none'",
	].join('; ')
	const parts = { policy, style, script }
	return readFileSync(here('src/index.html'), 'utf8').replace(/\{\{(\w+)\}\}/g, (_, name) => parts[name])
}

const built = await page()
if (!process.argv.includes('--check')) {
	writeFileSync(PAGE, built)
	console.log(`client/console.html: ${Buffer.byteLength(built)} bytes`)
} else if (readFileSync(PAGE, 'utf8') !== built) {
	console.error('client/console.html is not that of clients/console/src: run `npm run build` in clients/console, and commit it.')
	process.exitCode = 1
}
