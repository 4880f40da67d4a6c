-- :checkhealth pilllint
local pilllint = require("pilllint")

local M = {}

-- Neovim has renamed these twice.
local health = vim.health or require("health")
local start = health.start or health.report_start
local ok = health.ok or health.report_ok
local info = health.info or health.report_info
local warn = health.warn or health.report_warn
local err = health.error or health.report_error

-- server looks at the program.
local function server(cmd)
  start("pilllint: the server")
  if type(cmd) ~= "table" then
    info("a function of yours starts it")
    return
  end
  if vim.fn.executable(cmd[1]) == 0 then
    err(cmd[1] .. " is not installed, or not in $PATH", {
      "Install it: go install github.com/pilllint/pilllint/cmd/pilllint@latest",
      "or name it: :help pilllint-settings",
    })
    return
  end
  local version = vim.fn.systemlist({ cmd[1], "version" })
  if vim.v.shell_error == 0 and version[1] then
    ok(vim.fn.exepath(cmd[1]) .. ": " .. version[1])
  else
    warn(cmd[1] .. " does not print its version", { "Is this pilllint? :help pilllint-settings" })
  end
  info("the command is: " .. table.concat(cmd, " "))
end

-- editor looks at how it is started, and for which files.
local function editor(config)
  start("pilllint: the editor")
  if config.autostart == false then
    info("g:pilllint says not to start it automatically")
  elseif vim.lsp.enable then
    local enabled = not vim.lsp.is_enabled or vim.lsp.is_enabled("pilllint")
    local tell = enabled and ok or warn
    tell(enabled and "is enabled, by vim.lsp.enable()" or "is not enabled: vim.lsp.enable('pilllint')")
  else
    ok("the plugin starts it, because this version of Neovim has no vim.lsp.enable()")
  end
  if #vim.fn.getcompletion("pill", "filetype") == 0 then
    warn("the filetype pill is not known", { "Is the plugin's folder in 'runtimepath'?" })
  end
  local running = require("pilllint.client").clients()
  for _, client in ipairs(running) do
    ok(
      ("runs in %s, for %d buffers"):format(
        client.config.root_dir or "no folder",
        #vim.tbl_filter(function(bufnr)
          return vim.lsp.buf_is_attached(bufnr, client.id)
        end, vim.api.nvim_list_bufs())
      )
    )
  end
  if #running == 0 then
    info("is not running now; it starts when you open a pill")
  end
end

function M.check()
  local config = vim.lsp.config and vim.lsp.config.pilllint or pilllint.config()
  server(config.cmd)
  editor(config)
end

return M
