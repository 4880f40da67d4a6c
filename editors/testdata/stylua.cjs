// Prints the names of Lua files that are not as stylua formats them by a
// stylua.toml, and with -w formats them: node stylua.cjs [-w] STYLUA.TOML FILE...
const fs = require("fs");
const { formatCode, Config, IndentType, OutputVerification } = require("@johnnymorganz/stylua");

const write = process.argv[2] === "-w";
const [settings, ...files] = process.argv.slice(write ? 3 : 2);

// config returns the settings. Each can be used once.
function config() {
  const value = (key) => fs.readFileSync(settings, "utf8").match(new RegExp(`^${key} = "?(\\w+)`, "m"))[1];
  const c = Config.new();
  c.column_width = Number(value("column_width"));
  c.indent_type = IndentType[value("indent_type")];
  c.indent_width = Number(value("indent_width"));
  return c;
}

for (const file of files) {
  const text = fs.readFileSync(file, "utf8");
  const formatted = formatCode(text, config(), undefined, OutputVerification.Full);
  if (formatted === text) continue;
  console.log(file);
  if (write) fs.writeFileSync(file, formatted);
}
