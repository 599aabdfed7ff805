//! The life of a widget as Yew's `Component` has it, for all widgets at once.
//!
//! Yew's machinery is generic over the component, so that a browser would download it once for each. All widgets are
//! lived by one component, [`Live`], which knows none of them.

use std::{any::Any, future::Future, marker::PhantomData, rc::Rc};
use yew::{html::Scope, prelude::*};

/// A widget: what Yew's `Component` asks for, as far as a root needs it.
pub trait Life: Sized + 'static {
    /// What happens to it.
    type Message: 'static;
    /// What it is given; it stays the same as long as the widget lives.
    type Properties: 'static;

    /// As it comes.
    fn create(ctx: &Lived<'_, Self>) -> Self;
    /// Takes `msg` in, and says whether anything is to be shown anew.
    fn update(&mut self, ctx: &Lived<'_, Self>, msg: Self::Message) -> bool;
    /// What is shown.
    fn view(&self, ctx: &Lived<'_, Self>) -> Html;
    /// It has been shown, for the `first` time or again.
    fn rendered(&mut self, ctx: &Lived<'_, Self>, first: bool);
}

/// What a widget is told of its surroundings, as Yew's `Context` does.
#[derive(Debug)]
pub struct Lived<'a, L: Life> {
    props: &'a L::Properties,
    link: Link<L>,
}

impl<L: Life> Lived<'_, L> {
    /// What it was given.
    #[must_use]
    pub const fn props(&self) -> &L::Properties {
        self.props
    }

    /// Where its messages go.
    #[must_use]
    pub const fn link(&self) -> &Link<L> {
        &self.link
    }
}

/// Sends messages to a widget, as Yew's `Scope` does.
#[derive(Debug)]
pub struct Link<L>(Scope<Live>, PhantomData<fn(L)>);

impl<L> Clone for Link<L> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<L: Life> Link<L> {
    /// Sends one.
    pub fn send_message(&self, msg: L::Message) {
        self.0.send_message(Sent(Box::new(msg)));
    }

    /// Sends what `future` comes to.
    pub fn send_future(&self, future: impl Future<Output = L::Message> + 'static) {
        let link = self.clone();
        wasm_bindgen_futures::spawn_local(async move { link.send_message(future.await) });
    }

    /// Sends what `msg` makes of each event.
    pub fn callback<E>(&self, msg: impl Fn(E) -> L::Message + 'static) -> Callback<E> {
        let link = self.clone();
        Callback::from(move |event| link.send_message(msg(event)))
    }
}

/// A message to whichever widget lives here.
#[derive(Debug)]
pub struct Sent(Box<dyn Any>);

/// The component of all widgets.
pub struct Live(Box<dyn Erased>);

type Create = dyn Fn(&Scope<Live>) -> Box<dyn Erased>;

/// Which widget, with what.
#[derive(Clone, Properties)]
pub struct Seed {
    create: Rc<Create>,
}

impl PartialEq for Seed {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.create, &other.create)
    }
}

impl Seed {
    /// A widget `L` that is given `props`.
    pub fn of<L: Life>(props: L::Properties) -> Self {
        let props = Rc::new(props);
        Self {
            create: Rc::new(move |scope| {
                let life = L::create(&lived(&props, scope));
                Box::new(Running { life, props: Rc::clone(&props) })
            }),
        }
    }
}

struct Running<L: Life> {
    life: L,
    props: Rc<L::Properties>,
}

trait Erased {
    fn update(&mut self, scope: &Scope<Live>, msg: Box<dyn Any>) -> bool;
    fn view(&self, scope: &Scope<Live>) -> Html;
    fn rendered(&mut self, scope: &Scope<Live>, first: bool);
}

fn lived<'a, L: Life>(props: &'a Rc<L::Properties>, scope: &Scope<Live>) -> Lived<'a, L> {
    Lived { props: props.as_ref(), link: Link(scope.clone(), PhantomData) }
}

impl<L: Life> Erased for Running<L> {
    fn update(&mut self, scope: &Scope<Live>, msg: Box<dyn Any>) -> bool {
        // A widget's link takes its own messages alone.
        msg.downcast().is_ok_and(|msg| self.life.update(&lived(&self.props, scope), *msg))
    }

    fn view(&self, scope: &Scope<Live>) -> Html {
        self.life.view(&lived(&self.props, scope))
    }

    fn rendered(&mut self, scope: &Scope<Live>, first: bool) {
        self.life.rendered(&lived(&self.props, scope), first);
    }
}

impl Component for Live {
    type Message = Sent;
    type Properties = Seed;

    fn create(ctx: &Context<Self>) -> Self {
        Self((ctx.props().create)(ctx.link()))
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Sent) -> bool {
        self.0.update(ctx.link(), msg.0)
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        self.0.view(ctx.link())
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        self.0.rendered(ctx.link(), first);
    }
}
