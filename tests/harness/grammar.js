// grammar.js FOLDER WORDS - the grammar for VS Code is JSON, its patterns are
// regular expressions, and each word is coloured whole by one of them.
const fs = require('fs');
const [folder, words] = process.argv.slice(2);
const read = name => JSON.parse(fs.readFileSync(folder + '/' + name, 'utf8'));
const manifest = read('package.json');
read('language-configuration.json');
for (const one of manifest.contributes.grammars) {
  const patterns = read(one.path).patterns.map(p => new RegExp(p.match));
  for (const word of fs.readFileSync(words, 'utf8').trim().split('\n')) {
    const hit = patterns.some(p => [word, word + '('].some(text => {
      const found = p.exec(text);
      return found && found.index === 0 && found[0].trim() === word;
    }));
    if (!hit) {
      console.log('no pattern colours the whole of "' + word + '"');
      process.exitCode = 1;
    }
  }
}
