-- Verifies a process, by the lens that stands above it.
package.path = os.getenv("DRIVE") .. "/?.lua;" .. package.path
local drive = require("drive")

local notes = {}
vim.notify = function(text)
  table.insert(notes, text)
end

drive.run(function()
  vim.cmd("edit user_pool.pill")
  drive.await("the server", function()
    return drive.client() and vim.lsp.get_client_by_id(drive.client()).server_capabilities
  end)
  drive.go(4, "start_command")
  vim.ui.select = function(items, _, take)
    take(items[2], 2)
  end
  vim.cmd("PilllintVerify")
  drive.await("what came of it", function()
    return vim.api.nvim_buf_get_name(0):find("pilllint://user_pool_2", 1, true)
  end)
  drive.tell("notes", notes)
  drive.tell("text", table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n"))
end)
