if vim.g.loaded_pilllint then
  return
end
vim.g.loaded_pilllint = true

-- Pills are Ruby to tree-sitter; this starts nothing.
if vim.treesitter.language and vim.treesitter.language.register then
  vim.treesitter.language.register("ruby", "pill")
end

local function command(name, desc, run)
  vim.api.nvim_create_user_command(name, run, { desc = desc })
end

command("PilllintRestart", "Stop the pilllint server and start it again", function()
  require("pilllint.client").restart()
end)
command("PilllintShowUnit", "Show the process under the cursor as a systemd unit", function()
  require("pilllint.lens").run("pilllint.showUnit")
end)
command("PilllintVerify", "Verify the process under the cursor", function()
  require("pilllint.lens").run("pilllint.verify")
end)

-- The same, for those who run the lens that stands above a process.
for _, name in ipairs({ "pilllint.showUnit", "pilllint.verify" }) do
  vim.lsp.commands[name] = function(lens, context)
    require("pilllint.lens").execute(lens, context)
  end
end

if require("pilllint").config().autostart == false then
  return
end
if vim.lsp.enable then
  vim.lsp.enable("pilllint")
end

vim.api.nvim_create_autocmd("FileType", {
  group = vim.api.nvim_create_augroup("pilllint", {}),
  pattern = require("pilllint").config().filetypes,
  callback = function(event)
    if not vim.lsp.enable then
      require("pilllint.client").start(event.buf)
    elseif require("pilllint").wants(event.buf) then
      -- Neovim says nothing if the server is not installed.
      require("pilllint").found(vim.lsp.config.pilllint.cmd)
    end
  end,
})
