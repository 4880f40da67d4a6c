-- What the server can do with a process, such as showing it as a unit. It says
-- so with lenses, which carry the arguments.
local clients = require("pilllint.client").clients

local M = {}

local function complain(text)
  vim.notify("pilllint: " .. text, vim.log.levels.WARN)
end

-- request asks a server, in all versions of Neovim.
local function request(client, bufnr, method, params, use)
  local function answered(err, result)
    if err then
      complain(err.message)
    else
      use(result)
    end
  end
  if vim.fn.has("nvim-0.11") == 1 then
    client:request(method, params, answered, bufnr)
  else
    client.request(method, params, answered, bufnr)
  end
end

-- split shows a text that is not a file, in a window of its own; that of the same
-- name is used again.
local function split(name, text)
  local bufnr = vim.fn.bufadd("pilllint://" .. name)
  local window = vim.fn.bufwinid(bufnr)
  if window == -1 then
    vim.cmd("botright split")
    vim.api.nvim_win_set_buf(0, bufnr)
  else
    vim.api.nvim_set_current_win(window)
  end
  local bo = vim.bo[bufnr]
  bo.buftype, bo.bufhidden, bo.swapfile, bo.modifiable = "nofile", "wipe", false, true
  vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, vim.split((text:gsub("\n$", "")), "\n"))
  bo.modifiable = false
  if name:find("%.service$") or name:find("%.timer$") or name:find("%.target$") then
    bo.filetype = "systemd"
  end
end

-- execute has the server do what a lens says, and shows what comes of it.
function M.execute(lens, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  local params = { command = lens.command, arguments = lens.arguments }
  request(client, context.bufnr, "workspace/executeCommand", params, function(result)
    if type(result) ~= "table" then
      return
    end
    if result.summary then
      vim.notify("pilllint: " .. result.summary, vim.log.levels.INFO)
    end
    if result.text and result.text ~= "" then
      split(result.name or (lens.arguments[1] or {}).process or lens.command, result.text)
    end
  end)
end

-- ofCursor returns the lenses for a command that are nearest above the cursor: a
-- loop makes several processes in one place.
local function ofCursor(lenses, command, line)
  local nearest, found = -1, {}
  for _, lens in ipairs(lenses) do
    local start = lens.range.start.line
    if lens.command and lens.command.command == command and start <= line and start >= nearest then
      if start > nearest then
        nearest, found = start, {}
      end
      table.insert(found, lens.command)
    end
  end
  return found
end

-- run does a command with the process under the cursor.
function M.run(command)
  local bufnr, line = vim.api.nvim_get_current_buf(), vim.api.nvim_win_get_cursor(0)[1] - 1
  local client = clients(bufnr)[1]
  if not client then
    complain("the server is not running here; see :checkhealth pilllint")
    return
  end
  local able = (client.server_capabilities.executeCommandProvider or {}).commands or {}
  if not client.server_capabilities.codeLensProvider or not vim.tbl_contains(able, command) then
    complain("this version of the server does not support this command")
    return
  end
  local params = { textDocument = vim.lsp.util.make_text_document_params(bufnr) }
  request(client, bufnr, "textDocument/codeLens", params, function(lenses)
    local found = ofCursor(lenses or {}, command, line)
    local context = { bufnr = bufnr, client_id = client.id }
    if #found == 0 then
      complain("there is no process here")
    elseif #found == 1 then
      M.execute(found[1], context)
    else
      local function name(lens)
        return lens.arguments[1].process
      end
      vim.ui.select(found, { prompt = "Process:", format_item = name }, function(lens)
        if lens then
          M.execute(lens, context)
        end
      end)
    end
  end)
end

return M
