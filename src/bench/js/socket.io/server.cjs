// What the other servers of the benchmark do, as one writes it with Socket.IO: whoever asks is in a room, what is posted goes to it.
const { createServer } = require("node:http");
const { Server } = require("socket.io");

const http = createServer();
const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false, pingInterval: 25000, pingTimeout: 60000 });

io.on("connection", (socket) => {
  socket.on("join", (room) => socket.join(room));
  socket.on("post", (room, text) => io.to(room).emit("message", text));
});
http.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("listening"));
