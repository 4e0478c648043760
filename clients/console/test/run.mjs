// Bundles the tests of one kind and runs them: `unit`, which need nothing, or `browser`, which need what
// test/browser/support.ts says.
import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const kind = process.argv[2] ?? 'unit'
const out = here(`../dist-test/${kind}/`)

rmSync(out, { recursive: true, force: true })
await build({
	entryPoints: readdirSync(here(kind))
		.filter((name) => name.endsWith('.test.ts'))
		.map((name) => here(`${kind}/${name}`)),
	alias: {
		'@noble/curves': here('../node_modules/@noble/curves'),
		'@noble/hashes': here('../node_modules/@noble/hashes'),
	},
	bundle: true,
	external: ['playwright-core', 'axe-core'],
	format: 'esm',
	outdir: out,
	outExtension: { '.js': '.mjs' },
	platform: 'node',
})
const { status } = spawnSync(
	process.execPath,
	['--test', '--test-concurrency=1', ...process.argv.slice(3), ...readdirSync(out).map((name) => out + name)],
	{ stdio: 'inherit', cwd: here('..') },
)
process.exitCode = status ?? 1
